/**
 * Which passwords a new person may choose: NIST SP 800-63B 5.1.1.2 (length, a list of common ones,
 * nothing made of the person's own names; no rule about kinds of characters).
 */

import { COMMON_PASSWORDS } from "./common_passwords.ts";

/** Characters (code points), both ends included. */
export const MIN_PASSWORD_CHARS = 8;
export const MAX_PASSWORD_CHARS = 128;

export type PasswordReason = "too-short" | "too-long" | "control-character" | "common" | "personal";

export interface PasswordProblem {
  field: "password";
  reason: PasswordReason;
  /** For the person: what is wrong and what to do. */
  message: string;
}

/** What a password must not be made of. */
export interface PasswordOwner {
  uid: string;
  fullName: string;
  mail: string;
}

/**
 * The form in which a password is hashed, compared and sent to a directory: spaces of other
 * scripts become plain ones, then Unicode form NFC (RFC 8265 4.2.2, OpaqueString). So the same
 * keys give the same bytes on every keyboard and system.
 */
export function preparePassword(password: string): string {
  return password.replace(/\p{Zs}/gu, " ").normalize("NFC");
}

/** @returns the first rule that `password` breaks for its `owner`, or undefined when it is good. */
export function checkPassword(
  password: string,
  owner: PasswordOwner,
): PasswordProblem | undefined {
  const problem = (reason: PasswordReason, message: string) => (
    { field: "password" as const, reason, message }
  );
  const prepared = preparePassword(password);
  const length = [...prepared].length;
  if (length < MIN_PASSWORD_CHARS) {
    return problem("too-short", `Use at least ${MIN_PASSWORD_CHARS} characters.`);
  }
  if (length > MAX_PASSWORD_CHARS) {
    return problem("too-long", `Use at most ${MAX_PASSWORD_CHARS} characters.`);
  }
  if (/[\p{Cc}\p{Cs}]/u.test(prepared)) {
    return problem("control-character", "This password holds a character that cannot be typed.");
  }
  if (isPersonal(prepared, owner)) {
    return problem("personal", "Choose a password that is not your own name or email address.");
  }
  if (isCommon(prepared)) {
    return problem(
      "common",
      "Many people use this password, so it is tried first. Choose another.",
    );
  }
  return undefined;
}

function isPersonal(password: string, { uid, fullName, mail }: PasswordOwner): boolean {
  const words = fullName.split(/\s+/);
  const own = [uid, mail, mail.split("@")[0]!, fullName, words.toReversed().join(" ")];
  const folded = withoutSeparators(fold(password));
  return own.some((text) => text !== "" && withoutSeparators(fold(text)) === folded);
}

/** Digits and signs around a common word that do not make it an uncommon one. */
const MAX_DECORATION_CHARS = 6;

/**
 * Whether the password is one that everybody tries, such a word with a few digits or signs around
 * it, or no more than one piece repeated or a row of the keyboard.
 */
function isCommon(password: string): boolean {
  const folded = fold(password);
  const core = folded.replace(/^[\d\p{P}\p{S} ]+|[\d\p{P}\p{S} ]+$/gu, "");
  const decorated = folded.length - core.length <= MAX_DECORATION_CHARS;
  return COMMON_PASSWORDS.has(folded) || (decorated && COMMON_PASSWORDS.has(core)) ||
    COMMON_PASSWORDS.has(withoutSeparators(folded)) || isRepeated(folded) || isRow(folded);
}

/** Whether the text is one piece of up to four characters over and over ("abcabcabc"). */
function isRepeated(text: string): boolean {
  return /^(.{1,4}?)\1+$/su.test(text);
}

const ROWS = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiopü",
  "azertyuiop",
  "йцукенгшщзхъ",
];

/** Whether the text is a piece of a row, forwards or backwards ("87654321", "lkjhgfdsa"). */
function isRow(text: string): boolean {
  const backwards = [...text].toReversed().join("");
  return ROWS.some((row) => row.includes(text) || row.includes(backwards));
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function withoutSeparators(text: string): string {
  return text.replace(/[\s._-]/gu, "");
}
