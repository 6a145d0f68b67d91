/**
 * Words of a text as the search compares them: by the same letters as every list
 * (`protocol/letters.ts`). Scripts that write no spaces have no words to cut at: of them every pair
 * of neighbouring characters counts as a word, and the last character; a number among them is one
 * word. An emoji is a word of its
 * own, in its one spelling; one with a skin tone begins with the one without.
 */

import { emojiSpelling } from "../../protocol/emoji.ts";
import { folded } from "../../protocol/letters.ts";

/** Longer words count by their beginning. */
export const MAX_WORD_UNITS = 64;

/** One word, and where it stands in the text, in UTF-16 units. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** Letters, digits and their marks; tatweel and the joiners stand inside words. */
const LETTERS = "[\\p{L}\\p{N}\\p{M}\\u200c\\u200d]+";
const PICTURE =
  "\\p{Extended_Pictographic}[\\ufe0e\\ufe0f\\p{Emoji_Modifier}\\u{e0020}-\\u{e007f}]*";
const EMOJI = `${PICTURE}(?:\\u200d${PICTURE})*|\\p{Regional_Indicator}{2}`;
const RUN = new RegExp(`(?<emoji>${EMOJI})|${LETTERS}`, "gu");
const WORD = new RegExp(LETTERS, "gu");
/**
 * Scripts without spaces, with the marks and signs that they share. Their digits are none of it: a
 * number is a word in every script, as it is typed on a plain keyboard.
 */
const NO_SPACES =
  "[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]--\\p{Nd}";
/** Runs of scripts without spaces, and what stands between them. */
const PART = new RegExp(`[${NO_SPACES}]+|[^[${NO_SPACES}]]+`, "gv");
const UNSPACED = new RegExp(`^[${NO_SPACES}]`, "v");
/** A letter with its marks; those of half-width Katakana are letters by themselves. */
const LETTER = /[^\p{M}\uff9e\uff9f]?[\p{M}\u0640\uff9e\uff9f]*/gu;
// deno-lint-ignore no-control-regex -- all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** Calls `found` with each word of `text` in order, those that stand twice twice. */
export function eachWord(text: string, found: (text: string, start: number, end: number) => void) {
  if (ASCII.test(text)) {
    const lower = text.toLowerCase();
    for (const { 0: run, index } of lower.matchAll(/[a-z0-9]+/g)) {
      found(run.slice(0, MAX_WORD_UNITS), index, index + run.length);
    }
    return;
  }
  for (const { 0: run, index, groups } of text.matchAll(RUN)) {
    if (groups?.["emoji"] !== undefined) {
      found(emojiWord(run), index, index + run.length);
      continue;
    }
    for (const { 0: part, index: offset } of run.matchAll(PART)) {
      const start = index + offset;
      if (UNSPACED.test(part)) eachPair(part, start, found);
      else eachFolded(part, start, found);
    }
  }
}

/** Without what asks for colour, so that the one without a skin tone is the beginning of all. */
function emojiWord(emoji: string): string {
  return emojiSpelling(emoji).replaceAll("\ufe0f", "");
}

/** Folding may bring spaces and signs into what was one letter: "½" is two words. */
function eachFolded(part: string, start: number, found: Parameters<typeof eachWord>[1]): void {
  for (const [word] of folded(part).matchAll(WORD)) {
    found(cut(word), start, start + part.length);
  }
}

function eachPair(part: string, start: number, found: Parameters<typeof eachWord>[1]): void {
  const letters = Array.from(part.matchAll(LETTER), ([letter]) => letter).filter(Boolean);
  let at = start;
  letters.forEach((letter, index) => {
    const next = letters[index + 1] ?? "";
    const pair = folded(letter + next);
    if (pair !== "") found(cut(pair), at, at + letter.length + next.length);
    at += letter.length;
  });
}

function cut(word: string): string {
  return word.length > MAX_WORD_UNITS ? word.slice(0, MAX_WORD_UNITS) : word;
}

/** The words of `text`, in order. */
export function words(text: string): Word[] {
  const all: Word[] = [];
  eachWord(text, (text, start, end) => all.push({ text, start, end }));
  return all;
}

/**
 * The words that a query asks for, each as a beginning. Of a run of characters without spaces the
 * pairs alone: its last character would ask for nothing more.
 */
export function queryWords(text: string): string[] {
  const all = words(text);
  const asked = all.filter(({ start, end }, index) => {
    const before = all[index - 1];
    return before === undefined || !(before.start < start && before.end === end);
  });
  return [...new Set(asked.map((word) => word.text))];
}

/** Where words of `text` begin with one of `asked`: ranges in UTF-16 units that do not overlap. */
export function marksOf(text: string, asked: readonly string[]): [start: number, end: number][] {
  const marks: [number, number][] = [];
  eachWord(text, (word, start, end) => {
    const longest = asked.filter((one) => word.startsWith(one))
      .reduce((most, one) => Math.max(most, one.length), 0);
    if (longest === 0) return;
    const written = text.slice(start, end);
    // An emoji is marked whole.
    const markEnd = longest === word.length || /^\p{Extended_Pictographic}/u.test(written)
      ? end
      : start + unitsOf(written, longest);
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], markEnd);
    else marks.push([start, markEnd]);
  });
  return marks;
}

/** How much of `word` makes up the first `length` units of it once it is folded. */
function unitsOf(word: string, length: number): number {
  let units = 0;
  let reached = 0;
  for (const [letter] of word.matchAll(LETTER)) {
    if (letter === "") break;
    units += letter.length;
    reached += folded(letter).length;
    if (reached >= length) return units;
  }
  return word.length;
}
