/** Makes what people wrote safe in a saved log: no control characters, directions isolated. */

import { currentLanguage, directionOf } from "../../i18n/i18n.ts";
import { balanced, isolated as isolatedIn } from "../../i18n/isolate.ts";

/** What people wrote, made safe to stand beside words of ours. */

// deno-lint-ignore no-control-regex -- these are the characters to be replaced
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** Without what steers a terminal, and without halves of characters. */
export function wellFormed(text: string): string {
  return text.replace(CONTROL, "\ufffd").toWellFormed();
}

export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

/**
 * A name or a few words beside words of ours. Signs in it that turn the direction end with it, so
 * that it cannot turn round what stands beside it; it gets a direction of its own (UAX 9: first
 * strong isolate) only where it could disturb the line, since such signs are not seen and stay in
 * what is copied.
 */
export function isolated(words: string): string {
  const safe = wellFormed(words);
  return isolatedIn(safe, directionOf(currentLanguage()));
}

/** A line that people wrote and that stands alone: what it opens ends with it. */
export function ownLine(line: string): string {
  return balanced(wellFormed(line));
}
