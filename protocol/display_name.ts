/**
 * What a person wants to be called: a signed statement, so that nobody can put a name in another's
 * mouth. The uid and the directory's name stay as they are.
 */

import { isFingerprint, isUserId } from "./ids.ts";
import { isRsaBlock } from "./items.ts";
import { MAX_DISPLAY_NAME_CHARS, MAX_NAME_STATEMENT_BYTES } from "./limits.ts";
import { nameProblem } from "./name_rules.ts";
import { type Check, type Infer, isTime, object, only, parseSigned, text } from "./strict.ts";

const isNameOrNone: Check<string> = (value): value is string =>
  value === "" ||
  (typeof value === "string" && nameProblem(value, MAX_DISPLAY_NAME_CHARS) === undefined);

/** In the order of its spelling. */
export const DISPLAY_NAME = object("a display name", {
  v: only(1),
  user: isUserId,
  /** The signing certificate that vouches for `sig`. */
  cert: isFingerprint,
  /** Empty: back to the directory's name. */
  name: isNameOrNone,
  /** The person's clock; the newest name counts. */
  time: isTime,
});
export type DisplayName = Infer<typeof DISPLAY_NAME>;

/** @throws {AppError} `too-large`, or `invalid` with the field. */
export function parseDisplayName(signed: unknown): DisplayName {
  return parseSigned(DISPLAY_NAME, signed, MAX_NAME_STATEMENT_BYTES);
}

/** The fields of a `NameRecord`, for a frame that has more of them. */
export const NAME_FIELDS = {
  /** Exact text of the statement; its UTF-8 bytes are what is hashed and signed. */
  statement: text(2, MAX_NAME_STATEMENT_BYTES),
  /** PS256 over "tw1/name" || SHA-256(statement). */
  sig: isRsaBlock,
};
/** A statement with its signature, as it is handed in and out. */
export const NAME_RECORD = object("a display name", NAME_FIELDS);
export type NameRecord = Infer<typeof NAME_RECORD>;
