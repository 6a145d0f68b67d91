/** What of a text that was typed can be sent, and whether anybody could see it. */

/** Control characters other than tab and line feed have no place in a text. */
// deno-lint-ignore no-control-regex
const FOREIGN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Blanks, what is drawn as nothing, and the blank of Braille are not seen. */
const SEEN = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffc\u{1d159}\u{16fe4}]/u;
/** Lines before the first one in which something stands. */
const BLANK_LINES = /^(?:[^\S\n]*\n)+/;

/**
 * `typed` as a message may hold it: line feeds for line ends, without control characters, and
 * without blank lines around it. Blanks before the first word stay: they may be meant, as in code.
 */
export function tidyText(typed: string): string {
  return typed.toWellFormed().replace(/\r\n?/g, "\n").replace(FOREIGN, "")
    .replace(BLANK_LINES, "").trimEnd();
}

/** Whether a text holds what no message may hold. */
export function hasForeign(text: string): boolean {
  return text.search(FOREIGN) >= 0;
}

/** Whether nobody could see anything of a text: blanks, and characters that are drawn as nothing. */
export function isInvisible(text: string): boolean {
  return !SEEN.test(text);
}
