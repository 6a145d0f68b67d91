// Browser-safe: runs in the page and on the server.

import type { Direction } from "./i18n.ts";

/** First strong isolate and its end (UAX #9): what is between them orders itself alone. */
const BEGIN = "\u2068";
const END = "\u2069";
/** Letters that are written from right to left: the blocks that Unicode sets apart for them. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const NUMBER = /^\p{Nd}[\p{Nd}.,\u066b\u066c\u00a0\u202f]*$/u;

/**
 * `text` as it may stand in a sentence of another direction, where no `<bdi>` can be: a name in a
 * label, a file in an announcement. Without it `@noor` becomes `noor@` in Arabic, and an Arabic
 * name carries the sign after it to its other side in English. Numbers order themselves, and what
 * cannot disturb a sentence stays as it is.
 */
export function isolated(text: string, around: Direction): string {
  if (text === "" || NUMBER.test(text)) return text;
  if (text.startsWith(BEGIN) && text.indexOf(END) === text.length - 1) return text;
  if (around === "ltr" && !RIGHT_TO_LEFT.test(text)) return text;
  return BEGIN + text + END;
}
