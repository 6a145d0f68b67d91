/**
 * What a person wants to be called: a signed statement, so that nobody can put a name in another's
 * mouth. The uid and the directory's name stay as they are.
 */

import { isFingerprint, isUserId } from "./ids.ts";
import { isRsaBlock } from "./items.ts";
import { MAX_DISPLAY_NAME_CHARS, MAX_NAME_STATEMENT_BYTES } from "./limits.ts";
import { isUnprintable } from "./unprintable.ts";
import { type Check, type Infer, isTime, object, only, parseSigned, text } from "./strict.ts";

/** Why a text cannot be a display name. */
export type DisplayNameProblem =
  | "empty"
  | "too-long"
  /** It holds a character that is not seen, turns text around, or hides others. */
  | "unprintable"
  /** Not as `normalizeDisplayName` writes it. */
  | "spelling";

/** Asks for the coloured form of an emoji, and is not seen itself. */
const EMOJI_FORM = /\ufe0f/g;

/** The name as it is stored: Unicode form NFC, single spaces, none around it. */
export function normalizeDisplayName(typed: string): string {
  return typed.normalize("NFC").replace(EMOJI_FORM, "").replace(/\s+/gu, " ").trim();
}

/** @returns what is wrong with a name that `normalizeDisplayName` answered, or undefined. */
export function displayNameProblem(name: string): DisplayNameProblem | undefined {
  if (name === "") return "empty";
  if ([...name].length > MAX_DISPLAY_NAME_CHARS) return "too-long";
  if (isUnprintable(name)) return "unprintable";
  if (name !== normalizeDisplayName(name)) return "spelling";
  return undefined;
}

const isNameOrNone: Check<string> = (value): value is string =>
  value === "" || (typeof value === "string" && displayNameProblem(value) === undefined);

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
