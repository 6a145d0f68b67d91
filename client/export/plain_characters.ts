/** Makes what people wrote safe in a saved log: no control characters, directions isolated. */

import { balanced } from "../../i18n/isolate.ts";

/** What people wrote, made safe to stand beside words of ours. */

// deno-lint-ignore no-control-regex -- these are the characters to be replaced
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Without what steers a terminal, and without halves of characters. */
export function wellFormed(text: string): string {
  return text.replace(CONTROL, "\ufffd").toWellFormed();
}

export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

/**
 * One line in a direction of its own, by its first letter (UAX 9: first strong isolate). Signs in
 * it that turn the direction end with it, so that it cannot turn round what stands beside it.
 */
export function isolated(line: string): string {
  return FIRST_STRONG_ISOLATE + balanced(wellFormed(line)) + POP_ISOLATE;
}
