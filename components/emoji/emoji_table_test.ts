import assert from "node:assert/strict";
import { loadEmoji } from "./emoji_data.ts";
import { moveInGrid } from "./emoji_grid.ts";
import { readHabits, storeHabits, withRecent } from "./emoji_habits.ts";
import { emojiSections } from "./emoji_sections.ts";
import {
  completeShortcode,
  type EmojiTable,
  inTone,
  makeEmojiTable,
  searchEmoji,
} from "./emoji_table.ts";

const english = await loadEmoji();
const find = (table: EmojiTable, query: string, limit = 50) =>
  searchEmoji(table, query, limit).map(({ emoji }) => emoji);

Deno.test("the beginnings of several words find an emoji, the one of that name first", () => {
  assert.equal(find(english, "rocket")[0], "🚀");
  assert.equal(find(english, "party pop")[0], "🎉");
  assert.ok(find(english, "CAT smil").includes("😺"));
  assert.ok(find(english, "tada").includes("🎉"), "by shortcode");
  assert.deepEqual(find(english, "cat qqq"), []);
  assert.deepEqual(find(english, "  "), []);
  assert.equal(find(english, "a", 7).length, 7);
});

Deno.test("another language finds by its own words, with or without accents, and by shortcodes", () => {
  const table = makeEmojiTable(
    [{ emoji: "🎂", annotation: "birthday cake", group: 4, version: 1, shortcodes: ["birthday"] }],
    [{ emoji: "🎂", annotation: "gâteau d’anniversaire", group: 4, version: 1, tags: ["fête"] }],
  );
  for (const query of ["gateau", "GÂT anniv", "fete", "birthd"]) {
    assert.deepEqual(find(table, query), ["🎂"], query);
  }
  assert.deepEqual(find(table, "cake"), []);
  assert.equal(table.byShortcode.get("birthday")?.name, "gâteau d’anniversaire");
});

Deno.test("shortcodes are completed, the shortest first, each emoji once", () => {
  const codes = completeShortcode(english, "Roc", 8).map(({ code }) => code);
  assert.deepEqual(codes.slice(0, 2), ["rock", "rocket"]);
  const smiles = completeShortcode(english, "smile", 8).map(({ emoji }) => emoji.emoji);
  assert.equal(new Set(smiles).size, smiles.length);
  assert.equal(english.byShortcode.get("+1")?.emoji, "👍\ufe0f");
  assert.deepEqual(completeShortcode(english, "qqqq", 8), []);
});

Deno.test("a skin tone goes on what has one, and on nothing else", () => {
  const wave = english.byShortcode.get("wave")!;
  assert.equal(inTone(wave, 0), "👋");
  assert.equal(inTone(wave, 5), "👋🏿");
  assert.equal(inTone(english.byShortcode.get("rocket")!, 5), "🚀");
});

Deno.test("the sections hold every emoji once, but no loose skin tones and none too new", () => {
  const sections = emojiSections(english, [], Infinity);
  assert.equal(sections.length, 9);
  const shown = sections.flatMap(({ emoji }) => emoji.map((one) => one.emoji));
  assert.equal(new Set(shown).size, shown.length);
  assert.ok(shown.length > 1_800 && !shown.includes("🏻"));
  const older = emojiSections(english, [], 12).flatMap(({ emoji }) => emoji);
  assert.ok(older.length < shown.length && older.every(({ version }) => version <= 12));
});

Deno.test("what was chosen last stands first, as it was chosen", () => {
  const [recent] = emojiSections(english, ["👋🏿", "gone", "🚀"], Infinity);
  assert.equal(recent?.key, "recent");
  assert.deepEqual(recent.emoji.map((one) => inTone(one, 1)), ["👋🏿", "🚀"]);
});

Deno.test("arrows go over the grid, whose sections each begin a row, in both directions", () => {
  const lengths = [10, 3];
  const move = (key: string, from: number, rtl = false) => moveInGrid(key, from, lengths, rtl);
  assert.equal(move("ArrowDown", -1), 0);
  assert.equal(move("ArrowLeft", -1), undefined);
  assert.equal(move("ArrowRight", 7), 8);
  assert.equal(move("ArrowRight", 12), 12);
  assert.equal(move("ArrowLeft", 0), 0);
  assert.equal(move("ArrowRight", 3, true), 2);
  assert.equal(move("ArrowDown", 1), 9);
  assert.equal(move("ArrowDown", 7), 9, "a short row ends sooner");
  assert.equal(move("ArrowDown", 8), 10, "the next section");
  assert.equal(move("ArrowUp", 12), 9);
  assert.equal(move("PageDown", 0), 10);
  assert.equal(move("PageUp", 12), 2);
  assert.equal(move("x", 3), undefined);
  assert.equal(moveInGrid("ArrowDown", -1, [], false), undefined);
});

Deno.test("habits survive being kept; foreign values and full storages count as none", () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const none = { recent: [], tone: 0 };
  assert.deepEqual(readHabits(storage), none);
  const habits = { ...withRecent(withRecent(withRecent(none, "a"), "b"), "a"), tone: 3 };
  assert.deepEqual(habits.recent, ["a", "b"]);
  storeHabits(habits, storage);
  assert.deepEqual(readHabits(storage), habits);
  for (const value of ["{", "7", "null", '{"recent":"x","tone":9}', '{"recent":[1,""]}']) {
    stored.forEach((_, key) => stored.set(key, value));
    assert.deepEqual(readHabits(storage), none, value);
  }
  const full = {
    ...storage,
    setItem: () => {
      throw new Error("full");
    },
  };
  storeHabits(habits, full);
});
