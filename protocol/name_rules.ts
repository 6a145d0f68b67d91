/**
 * What may stand in a name, of a person and of a room alike: what is seen, in one spelling, with
 * joiners where a script needs them (UTS 39 3.1.1, UAX 31 2.3). Names that look alike may both
 * stand; they are told apart where they are shown (`name_key.ts`).
 */

/** Why a text cannot be a name. */
export type NameProblem =
  | "empty"
  | "too-long"
  /** It holds a mark that turns the direction of the text around it. */
  | "direction"
  /** A joiner stands where the letters beside it have no use for one. */
  | "joiner"
  /** It holds what is drawn as nothing, or as a blank that is none. */
  | "invisible"
  /** Controls, line breaks, private use, what is not assigned. */
  | "unprintable"
  /** More marks on one letter than any script needs, or marks and lengthened lines without a letter. */
  | "marks"
  /** Not as `normalizeName` writes it. */
  | "spelling";

/**
 * Asks for one form of an emoji, a kanji or a Mongolian letter, and is not seen itself (variation
 * selectors): the name is the same without.
 */
const FORM =
  /[\ufe0e\ufe0f]|(?<=\p{scx=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]|(?<=\p{scx=Mong})[\u180b-\u180d\u180f]/gu;
/**
 * The flags that are a black flag and tags (UTS 51, RGI_Emoji_Tag_Sequence): of England, Scotland
 * and Wales. Other tags are drawn as nothing.
 */
const TAG_FLAGS: readonly string[] = ["gbeng", "gbsct", "gbwls"].map((place) =>
  `\u{1f3f4}${
    [...place].map((letter) => String.fromCodePoint(0xe0000 + letter.codePointAt(0)!)).join("")
  }\u{e007f}`
);
const FIRST_FLAG_STAND_IN = 0xe002;
const FLAG_STAND_INS = /[\ue002-\ue004]/g;

const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const JOINER = /[\u200c\u200d]/u;
/** Ignored where it is drawn; blanks of Braille, music and Khitan; what stands for something else. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\ufffc\u{1d159}\u{16fe4}]/gu;
/**
 * More marks over or under one letter than any script needs: they would run into the lines around.
 * Spacing marks have a place of their own, as the vowels of Burmese.
 */
const PILED_MARKS = /(?:\p{Mc}*[\p{Mn}\p{Me}]){5}/u;
const ABOVE_THE_PILE = /((?:\p{Mc}*[\p{Mn}\p{Me}]){4}\p{Mc}*)[\p{Mn}\p{Me}]\p{M}*/gu;
/**
 * A name that is made of marks alone has nothing to put them on, and one of what only lengthens the
 * line between letters (tatweel, lajanyalan, nirugu) has no letters.
 */
const MARKS_ALONE = /^[\p{M}\p{Z}\u0640\u07fa\u180a]+$/u;

/**
 * Signs that leave out a vowel in the scripts of South Asia (Canonical_Combining_Class 9), of the
 * scripts in which a joiner beside them changes what is drawn.
 */
const VIRAMA =
  "[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1b44\\ua9c0]";
/** Letters of connected writing that never join what follows (Joining_Type R or U, Arabic). */
const NEVER_JOINS_ON =
  "\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef";
const CONNECTED =
  "[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Mand}\\p{scx=Mong}\\p{scx=Adlm}\\p{scx=Rohg}]";

/** The places in which a joiner changes what is drawn; what stands before the joiner is `$1`. */
const IN_PLACE: readonly (readonly [place: RegExp, joiner: string])[] = [
  // A letter that would join the next one is kept apart from it (UAX 31 2.3, A1).
  [
    new RegExp(
      `((?=\\p{L})(?![${NEVER_JOINS_ON}])${CONNECTED}\\p{M}*)\\u200c(?=(?=\\p{L})${CONNECTED})`,
      "gu",
    ),
    "\u200c",
  ],
  // Two consonants are kept apart, or drawn as the half of one (A2 and B).
  [new RegExp(`(\\p{L}\\p{M}*${VIRAMA}\\p{M}*)\\u200c(?=\\p{L})`, "gu"), "\u200c"],
  [new RegExp(`(\\p{L}\\p{M}*${VIRAMA}\\p{M}*)\\u200d`, "gu"), "\u200d"],
  // Before the sign, as Bengali writes "র‍্য" (The Unicode Standard 12.2).
  [new RegExp(`(\\p{L})\\u200d(?=${VIRAMA}\\p{L})`, "gu"), "\u200d"],
  // Several emoji are drawn as one (UTS 51 2.7).
  [
    /([\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})/gu,
    "\u200d",
  ],
];

/** The name as it is stored: Unicode form NFC, single spaces, none around it. */
export function normalizeName(typed: string): string {
  return typed.replace(FORM, "").normalize("NFC").replace(/\s+/gu, " ").trim();
}

/**
 * @param maxChars Characters (code points) that it may have.
 * @returns what is wrong with a name that `normalizeName` answered, or undefined.
 */
export function nameProblem(name: string, maxChars: number): NameProblem | undefined {
  if (name === "") return "empty";
  if ([...name].length > maxChars) return "too-long";
  if (name.search(DIRECTION) !== -1) return "direction";
  if (name.search(UNPRINTABLE) !== -1) return "unprintable";
  const plain = TAG_FLAGS.reduce((text, flag) => text.replaceAll(flag, "\u{1f3f4}"), name);
  const others = IN_PLACE.reduce((text, [place]) => text.replace(place, "$1"), plain);
  if (JOINER.test(others)) return "joiner";
  if (others.search(INVISIBLE) !== -1) return "invisible";
  if (PILED_MARKS.test(others) || MARKS_ALONE.test(others)) return "marks";
  if (name !== normalizeName(name)) return "spelling";
  return undefined;
}

/**
 * A name as it is shown where nobody has refused it, such as in a directory: without what is not
 * seen or turns the text around it, and without marks that are piled up. Nothing is left of a name
 * of which nothing is seen, or that is marks alone.
 */
export function shownName(name: string): string {
  // A line break parts words.
  const printable = name.replace(FORM, "").replace(DIRECTION, "")
    .replace(UNPRINTABLE, (character) => /\s/u.test(character) ? " " : "");
  // Signs of private use, of which there are none by now, stand for the flags and joiners that stay.
  const flagged = TAG_FLAGS.reduce(
    (text, flag, at) => text.replaceAll(flag, String.fromCodePoint(FIRST_FLAG_STAND_IN + at)),
    printable,
  );
  const kept = IN_PLACE.reduce(
    (text, [place, joiner]) =>
      text.replace(place, `$1${joiner === "\u200c" ? "\ue000" : "\ue001"}`),
    flagged,
  );
  const shown = withoutPiledMarks(kept.replace(INVISIBLE, ""))
    .replaceAll("\ue000", "\u200c").replaceAll("\ue001", "\u200d")
    .replace(FLAG_STAND_INS, (sign) => TAG_FLAGS[sign.codePointAt(0)! - FIRST_FLAG_STAND_IN]!)
    .trim();
  return MARKS_ALONE.test(shown) ? "" : shown;
}

/**
 * `name` with at most four marks on a letter, as many as Vietnamese, Thai, Arabic or pointed Hebrew
 * put on one.
 */
export function withoutPiledMarks(name: string): string {
  return name.replace(ABOVE_THE_PILE, "$1");
}
