/**
 * Words of a text as the search compares them: compatibility forms unified (NFKC), case folded,
 * accents, Arabic vowel signs and tatweel set aside. Scripts that write no spaces have no words to
 * cut at: of them every pair of neighbouring characters counts as a word, and the last character.
 */

/** Longer words count by their beginning. */
export const MAX_WORD_UNITS = 64;

/** One word, and where it stands in the text, in UTF-16 units. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** Letters, digits and their marks; tatweel and the joiners stand inside words. Or one emoji. */
const RUN = /[\p{L}\p{N}\p{M}\u200c\u200d]+|\p{Extended_Pictographic}/gu;
/** Runs of scripts without spaces, and what stands between them. */
const PART =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
const UNSPACED =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/**
 * Accents of European scripts, Hebrew points, Arabic vowel signs with tatweel, and joiners. Marks
 * of other scripts, such as the vowels of Devanagari, make another word and stay.
 */
const SET_ASIDE =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f]/g;
// deno-lint-ignore no-control-regex -- all of ASCII, as nothing of it needs folding but case
const ASCII = /^[\x00-\x7f]*$/;

/** Letters that one and the same reader spells either way. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "ς": "σ",
  // Arabic: final yeh without dots, teh marbuta, and the Persian shapes of kaf and yeh.
  "ى": "ي",
  "ة": "ه",
  "ک": "ك",
  "ی": "ي",
};
const SPELLED_EITHER_WAY = new RegExp(`[${Object.keys(SPELLINGS).join("")}]`, "g");

/** `text` as it is compared: "Crème" and "CREME" are the same, "Straße" and "strasse" too. */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKD")
    // By way of upper case, so that "ß" is "ss" and the two small sigmas are one.
    .toUpperCase().toLowerCase()
    .normalize("NFKD").replace(SET_ASIDE, "")
    .normalize("NFC").replace(SPELLED_EITHER_WAY, (letter) => SPELLINGS[letter]!);
}

/** Calls `found` with each word of `text` in order, those that stand twice twice. */
export function eachWord(text: string, found: (text: string, start: number, end: number) => void) {
  if (ASCII.test(text)) {
    const lower = text.toLowerCase();
    for (const { 0: run, index } of lower.matchAll(/[a-z0-9]+/g)) {
      found(run.slice(0, MAX_WORD_UNITS), index, index + run.length);
    }
    return;
  }
  for (const { 0: run, index } of text.matchAll(RUN)) {
    for (const { 0: part, index: offset } of run.matchAll(PART)) {
      const start = index + offset;
      if (UNSPACED.test(part)) eachPair(part, start, found);
      else eachFolded(part, start, found);
    }
  }
}

/** Folding may bring spaces and signs into what was one letter: "½" is two words. */
function eachFolded(part: string, start: number, found: Parameters<typeof eachWord>[1]): void {
  for (const [word] of folded(part).matchAll(RUN)) {
    found(cut(word), start, start + part.length);
  }
}

function eachPair(part: string, start: number, found: Parameters<typeof eachWord>[1]): void {
  const characters = Array.from(part);
  let at = start;
  characters.forEach((character, index) => {
    const next = characters[index + 1] ?? "";
    const pair = folded(character + next);
    if (pair !== "") found(cut(pair), at, at + character.length + next.length);
    at += character.length;
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
    const markEnd = longest === word.length
      ? end
      : start + unitsOf(text.slice(start, end), longest);
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
  // A letter goes with its marks.
  for (const [letter] of word.matchAll(/\P{M}?[\p{M}\u0640]*/gu)) {
    if (letter === "") break;
    units += letter.length;
    reached += folded(letter).length;
    if (reached >= length) return units;
  }
  return word.length;
}
