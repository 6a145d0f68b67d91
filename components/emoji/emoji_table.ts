/** The table of emoji: what each is called, and how it is found. */

import { emojiSpelling } from "../../protocol/emoji.ts";
import { folded } from "../../protocol/letters.ts";

/** What the data of `emoji-picker-element-data` says of one emoji (its Emojibase variant). */
export interface RawEmoji {
  emoji: string;
  annotation: string;
  group: number;
  /** Version of Unicode's emoji that brought it. */
  version: number;
  tags?: string[];
  shortcodes?: string[];
  skins?: { emoji: string; tone: number | number[]; version: number }[];
}

export interface Emoji {
  emoji: string;
  /** In the language of the screens. */
  name: string;
  group: number;
  version: number;
  /** English whatever the language: they are typed between colons. */
  shortcodes: readonly string[];
  /** By tone, from light to dark; empty where there are none. */
  skins: readonly string[];
  /** What it is found by, folded. */
  words: readonly string[];
}

export interface EmojiTable {
  /** In the order of Unicode's charts. */
  all: readonly Emoji[];
  byShortcode: ReadonlyMap<string, Emoji>;
}

/** Skin tones of Unicode: none, then light to dark. */
export const SKIN_TONES = 6;

/**
 * @param english carries the shortcodes.
 * @param named the same emoji with the names and words of another language.
 */
export function makeEmojiTable(
  english: readonly RawEmoji[],
  named: readonly RawEmoji[] = [],
): EmojiTable {
  const translated = new Map(named.map((raw) => [emojiSpelling(raw.emoji), raw]));
  const all = english.map((raw): Emoji => {
    const local = translated.get(emojiSpelling(raw.emoji)) ?? raw;
    const shortcodes = raw.shortcodes ?? [];
    const texts = [local.annotation, ...local.tags ?? [], ...shortcodes];
    return {
      emoji: raw.emoji,
      name: local.annotation,
      group: raw.group,
      version: raw.version,
      shortcodes,
      skins: (raw.skins ?? []).flatMap(({ emoji, tone }) =>
        typeof tone === "number" ? [emoji] : []
      ),
      words: [...new Set(texts.flatMap((text) => [folded(text), ...wordsOf(text)]))],
    };
  });
  const byShortcode = new Map(
    all.flatMap((one) => one.shortcodes.map((code) => [code, one] as const)),
  );
  return { all, byShortcode };
}

/** `emoji` in the skin tone that was chosen, 0 for none. */
export function inTone({ emoji, skins }: Pick<Emoji, "emoji" | "skins">, tone: number): string {
  return skins[tone - 1] ?? emoji;
}

/**
 * The emoji that every word of `query` is the beginning of a word of; those whose name or shortcode
 * begins with it first.
 */
export function searchEmoji(table: EmojiTable, query: string, limit: number): Emoji[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  const whole = folded(query).trim();
  const found: Emoji[][] = [[], [], []];
  for (const one of table.all) {
    if (!wanted.every((word) => one.words.some((own) => own.startsWith(word)))) continue;
    const names = [folded(one.name), ...one.shortcodes];
    const rank = names.includes(whole) ? 0 : names.some((name) => name.startsWith(whole)) ? 1 : 2;
    found[rank]!.push(one);
  }
  return found.flat().slice(0, limit);
}

/** Shortcodes that go on as `typed` begins, the shortest first; one for each emoji. */
export function completeShortcode(
  table: EmojiTable,
  typed: string,
  limit: number,
): { code: string; emoji: Emoji }[] {
  const start = folded(typed);
  return table.all.flatMap((emoji) => {
    const code = emoji.shortcodes.filter((code) => code.startsWith(start))
      .toSorted((a, b) => a.length - b.length)[0];
    return code === undefined ? [] : [{ code, emoji }];
  }).toSorted((a, b) => a.code.length - b.code.length).slice(0, limit);
}

function wordsOf(text: string): string[] {
  return folded(text).split(/[^\p{L}\p{N}+]+/u).filter(Boolean);
}
