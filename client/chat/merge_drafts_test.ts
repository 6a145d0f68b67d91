import assert from "node:assert/strict";
import type { ItemId } from "../../protocol/ids.ts";
import { type Draft, NOTHING_BEGUN } from "../model/draft.ts";
import { mergeDrafts, mergeTexts } from "./merge_drafts.ts";

const [ONE, TWO] = ["one", "two"] as ItemId[] as [ItemId, ItemId];
const draft = (change: Partial<Draft>): Draft => ({ ...NOTHING_BEGUN, ...change });
const WORDS = ["firstwordswritteninonetab", "OTHERSWRITTENELSEWHERE"];

Deno.test("what only one tab changed is as that tab has it", () => {
  assert.equal(mergeTexts("Hello", "Hello, Noor", "Hello"), "Hello, Noor");
  assert.equal(mergeTexts("Hello", "Hello", ""), "");
  assert.equal(mergeTexts("Hello", "Hi", "Hi"), "Hi");
});

Deno.test("words at two places of a draft both stand where they were typed", () => {
  assert.equal(
    mergeTexts("Bread and cheese", "Brown bread and cheese", "Bread and cheese, please"),
    "Brown bread and cheese, please",
  );
  assert.equal(mergeTexts("one two", "one", "one two three"), "one three");
});

Deno.test("words at one place both stand there, each on their own lines", () => {
  assert.equal(mergeTexts("", "mine", "theirs"), "theirs\nmine");
  assert.equal(mergeTexts("Dear ", "Dear Ada", "Dear Noor"), "Dear Noor\nAda");
  assert.equal(mergeTexts("at noon", "at six", "at ten"), "at ten\nsix");
  assert.equal(mergeTexts("a", "a\nmine", "a theirs"), "a theirs\nmine");
  assert.equal(mergeTexts("a", "a mine", "a\ntheirs"), "a mine\ntheirs");
});

Deno.test("what was sent in one tab goes from what the other one has, and what was added there stays", () => {
  assert.equal(mergeTexts("See you at noon", "See you at noon", ""), "");
  assert.equal(mergeTexts("See you", "See you, and bring bread", ""), ", and bring bread");
});

Deno.test("no character is cut in half", () => {
  const merged = mergeTexts("a 😀 b", "a 😁 b", "a 😂 b");
  assert.ok(merged.isWellFormed(), JSON.stringify(merged));
  assert.ok(merged.includes("😁") && merged.includes("😂"));
});

Deno.test("two tabs that type letter by letter at once come to one text with all letters in order", () => {
  // Each tab has what it knows to stand, and what it shows; the store takes one write at a time.
  let seed = 7;
  const random = (below: number) => (seed = seed * 48271 % 2147483647) % below;
  for (let round = 0; round < 300; round++) {
    let stored = "";
    const tabs = [/[a-z]/g, /[A-Z]/g].map((own, i) => (
      { own, words: WORDS[i]!, typed: 0, agreed: "", shown: "" }
    ));
    const meet = (tab: typeof tabs[0]) => {
      tab.agreed = stored = tab.shown = mergeTexts(tab.agreed, tab.shown, stored);
    };
    while (tabs.some(({ words, typed }) => typed < words.length)) {
      const tab = tabs[random(2)]!;
      if (tab.typed === tab.words.length || random(3) === 0) {
        meet(tab);
        continue;
      }
      const before = [...tab.shown.matchAll(tab.own)].at(-1)?.index ?? tab.shown.length - 1;
      const letter = tab.words[tab.typed++]!;
      tab.shown = tab.shown.slice(0, before + 1) + letter + tab.shown.slice(before + 1);
    }
    for (const tab of [...tabs, ...tabs]) meet(tab);
    assert.equal(tabs[0]!.shown, tabs[1]!.shown);
    for (const { own, words } of tabs) {
      assert.equal(stored.match(own)?.join(""), words, JSON.stringify([round, stored]));
    }
  }
});

Deno.test("what one tab answers and the words of the other come together", () => {
  const base = draft({ text: "Yes", replyTo: ONE });
  const mine = draft({ ...base, replyTo: TWO });
  const theirs = draft({ ...base, text: "Yes!" });
  const merged = mergeDrafts(base, mine, theirs);
  assert.deepEqual([merged.text, merged.replyTo], ["Yes!", TWO]);
});

Deno.test("two messages that get another wording in two tabs at once keep both", () => {
  const mine = draft({ edits: [{ target: ONE, text: "Uno" }], editing: ONE });
  const theirs = draft({ edits: [{ target: TWO, text: "Dos" }], editing: TWO });
  const merged = mergeDrafts(NOTHING_BEGUN, mine, theirs);
  assert.deepEqual(merged.edits, [{ target: TWO, text: "Dos" }, { target: ONE, text: "Uno" }]);
  assert.equal(merged.editing, ONE);
});

Deno.test("an edit that was saved or given up in one tab ends in the other", () => {
  const base = draft({ text: "Later", edits: [{ target: ONE, text: "Uno" }], editing: ONE });
  const ended = draft({ text: "Later" });
  assert.deepEqual(mergeDrafts(base, base, ended), ended);
  const gone = mergeDrafts(base, draft({ ...base, text: "Later on" }), ended);
  assert.deepEqual([gone.text, gone.edits, gone.editing], ["Later on", [], ""]);
  const further = draft({ ...base, edits: [{ target: ONE, text: "Uno, dos" }] });
  assert.deepEqual(
    mergeDrafts(base, further, ended).edits,
    further.edits,
    "new words are not lost",
  );
});
