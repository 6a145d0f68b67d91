/** Scores how well what was typed matches a name. */

import { nameWords } from "../kit/names.ts";

/** Worse than every better kind of likeness, whatever the rest of the score says. */
const EXACT = 0;
const BEGINNING = 1;
const INITIALS = 2;
const INSIDE = 3;
/** Letter by letter in order, and no better. */
export const SCATTERED = 4;
/** Words that come first in a name count a little more. */
const LATER_WORD = 0.25;

/**
 * How well `query` answers to a name: 0 is best; `undefined` where it does not. Each of its words
 * must be found: as a word or its beginning, as initials, inside, or letter by letter in order.
 */
export function fuzzyScore(query: string, name: string): number | undefined {
  const asked = nameWords(query);
  const words = nameWords(name);
  let sum = 0;
  for (const word of asked) {
    const score = scoreWord(word, words);
    if (score === undefined) return undefined;
    sum += score;
  }
  return sum;
}

function scoreWord(asked: string, words: readonly string[]): number | undefined {
  const exact = words.indexOf(asked);
  if (exact !== -1) return EXACT + (exact === 0 ? 0 : LATER_WORD);
  const beginning = words.findIndex((word) => word.startsWith(asked));
  if (beginning !== -1) return BEGINNING + (beginning === 0 ? 0 : LATER_WORD);
  const initials = words.map((word) => Array.from(word)[0]).join("");
  if (asked.length > 1 && initials.startsWith(asked)) return INITIALS;
  if (words.some((word) => word.includes(asked))) return INSIDE;
  const spread = spreadOf(asked, words.join(""));
  return spread === undefined ? undefined : SCATTERED + spread;
}

/** How far apart the letters of `asked` stand in `text`, 0 to 1; `undefined` where one is missing. */
function spreadOf(asked: string, text: string): number | undefined {
  let first = -1;
  let at = -1;
  for (const letter of asked) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return undefined;
    if (first === -1) first = at;
  }
  return (at - first + 1 - asked.length) / text.length;
}
