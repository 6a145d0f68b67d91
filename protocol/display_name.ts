/**
 * What a person wants to be called: a signed statement, so that nobody can put a name in another's
 * mouth. The uid and the directory's name stay as they are.
 */

import { type Fingerprint, isFingerprint, isUserId, type UserId } from "./ids.ts";
import { RSA_BLOCK_BYTES } from "./items.ts";
import { isBase64UrlOf } from "./encoding.ts";
import { MAX_DISPLAY_NAME_CHARS, MAX_NAME_STATEMENT_BYTES } from "./limits.ts";
import { isUnprintable } from "./unprintable.ts";
import { isTime, only, parseSigned, type Shape, text } from "./strict.ts";

/** In the order of its spelling. */
export interface DisplayName {
  v: 1;
  user: UserId;
  /** The signing certificate that vouches for `sig`. */
  cert: Fingerprint;
  /** Empty: back to the directory's name. */
  name: string;
  /** The person's clock; the newest name counts. */
  time: string;
}

/** A statement with its signature, as it is handed in and out. */
export interface NameRecord {
  /** Exact text of the statement; its UTF-8 bytes are what is hashed and signed. */
  statement: string;
  /** PS256 over "tw1/name" || SHA-256(statement). */
  sig: string;
}

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

const isNameOrNone = (value: unknown): value is string =>
  value === "" || (typeof value === "string" && displayNameProblem(value) === undefined);

export const DISPLAY_NAME: Shape<DisplayName> = {
  v: only(1),
  user: isUserId,
  cert: isFingerprint,
  name: isNameOrNone,
  time: isTime,
};

/** @throws {AppError} `too-large`, or `invalid` with the field. */
export function parseDisplayName(signed: unknown): DisplayName {
  return parseSigned("a display name", signed, MAX_NAME_STATEMENT_BYTES, DISPLAY_NAME);
}

export const NAME_RECORD: Shape<NameRecord> = {
  statement: text(2, MAX_NAME_STATEMENT_BYTES),
  sig: (value): value is string => isBase64UrlOf(value, RSA_BLOCK_BYTES),
};
