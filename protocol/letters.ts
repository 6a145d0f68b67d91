/**
 * Which letters are the same for somebody who looks for a word: what is typed on a plain keyboard
 * finds what is written. Every list, filter, mention and search compares what this answers. Which
 * names the eye takes for one another is another question (`name_key.ts`).
 */

// deno-lint-ignore no-control-regex -- all of ASCII, as nothing of it needs folding but case
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Accents of European scripts, Hebrew points, Arabic vowel signs with tatweel, whatever is drawn as
 * nothing, such as joiners and what asks for one form of an emoji or a kanji, and letters that are written as a raised comma turned around. Marks of
 * other scripts, such as the vowels of Devanagari, make another word and stay.
 */
const SET_ASIDE =
  /[\p{Default_Ignorable_Code_Point}\u02b9-\u02bb\u02bd-\u02bf\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

/** Letters that NFKD leaves whole, each before what a plain keyboard has in its place. */
const SPELLINGS = new Map(
  // Latin with a stroke, a hook or a bar, and two letters that are written as one.
  ("ł l đ d ð d ø o ħ h ŧ t ŋ n ı i ɨ i ƀ b ɓ b ɖ d ɗ d ƙ k ƴ y ƶ z ǥ g ə e ɛ e ɔ o ƒ f ʋ v " +
    "æ ae œ oe þ th ꜳ aa " +
    // Greek: the sigma at a word's end. Cyrillic of Ukraine and of Kazakhstan.
    "ς σ ґ г қ к ң н ү у ұ у һ х ө о ә а ғ г " +
    // Arabic: yeh without dots, teh marbuta, alef wasla, and the shapes of Persian and Urdu.
    "ى ي ة ه ٱ ا ک ك ی ي ہ ه ھ ه ے ي " +
    // Apostrophes, quotation marks and dashes as they are typeset.
    "‘ ' ’ ' ʼ ' ‛ ' “ \" ” \" „ \" ‟ \" « \" » \" ‹ ' › ' ‐ - ‑ - ‒ - – - — - − -").split(" ")
    .flatMap((letter, at, all) => at % 2 === 0 ? [[letter, all[at + 1]!] as const] : []),
);
const SPELLED_OTHERWISE = new RegExp(`[${[...SPELLINGS.keys()].join("")}]`, "g");

const DIGIT = /^\p{Nd}$/u;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
/** Katakana that have a Hiragana of the same sound, so far before them. */
const KATAKANA = /[\u30a1-\u30f6\u30fd\u30fe]/g;
const HIRAGANA_BEFORE = 0x60;

/**
 * `text` as it is compared: "Crème" and "CREME" are the same, "Straße" and "strasse", "Łódź" and
 * "lodz", "٢٠٢٦" and "2026", "カナ" and "かな" too. It may be longer or shorter than `text`.
 */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKD")
    // By way of upper case, so that "ß" and its capital are "ss".
    .toLowerCase().toUpperCase().toLowerCase()
    .normalize("NFKD").replace(SET_ASIDE, "")
    .normalize("NFC").replace(SPELLED_OTHERWISE, (letter) => SPELLINGS.get(letter)!)
    .replace(FOREIGN_DIGIT, plainDigit)
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - HIRAGANA_BEFORE));
}

/** The digits of every script stand in a row from zero to nine (The Unicode Standard 4.6). */
function plainDigit(digit: string): string {
  let before = digit.codePointAt(0)!;
  let value = -1;
  while (DIGIT.test(String.fromCodePoint(before))) {
    value++;
    before--;
  }
  return String(value % 10);
}
