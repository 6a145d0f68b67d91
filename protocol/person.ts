/** What is said of a person on the wire, in certificates and in stored lists: one set of bounds. */

import { utf8 } from "./encoding.ts";
import { MAX_FULL_NAME_CHARS, MAX_MAIL_BYTES } from "./limits.ts";

/** Whether a full name keeps the bounds; what may stand in one is for whoever stores it to decide. */
export function isFullName(value: unknown): value is string {
  // A character has two units at most, so what is longer need not be counted.
  return typeof value === "string" && value !== "" && value.length <= 2 * MAX_FULL_NAME_CHARS &&
    value.isWellFormed() && [...value].length <= MAX_FULL_NAME_CHARS;
}

/** Whether a mail address keeps the bounds; empty where a person has none. */
export function isMailOrNone(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_MAIL_BYTES && value.isWellFormed() &&
    utf8(value).length <= MAX_MAIL_BYTES;
}
