/** What a person's name, mail address and username must look like, in words for that person. */

import { AppError } from "../protocol/errors.ts";
import type { Uid } from "../protocol/ids.ts";
import { MAX_FULL_NAME_CHARS, MAX_MAIL_BYTES } from "../protocol/limits.ts";
import { type NameProblem, nameProblem, normalizeName } from "../protocol/name_rules.ts";

/** What can be chosen as a username here; a directory has others, which its people keep (`isUid`). */
const NEW_UID = /^[a-z][a-z0-9._-]{1,31}$/;

export type PersonField = "uid" | "fullName" | "mail";

/** One input that breaks a rule. */
export interface FieldProblem<Field extends string = PersonField> {
  field: Field;
  message: string;
}

// Controls, line and paragraph separators, lone surrogates, and the marks that turn the direction
// of text around (Unicode TR36 2.10.2).
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** The full name as it is stored: as every name is. */
export function normalizeFullName(text: string): string {
  return normalizeName(text);
}

/** The mail address as it is stored: trimmed, in Unicode form NFC. */
export function normalizeMail(text: string): string {
  return text.normalize("NFC").trim();
}

/** @returns what is wrong with a username for a new account, or undefined. */
export function checkUid(uid: string): FieldProblem<"uid"> | undefined {
  if (NEW_UID.test(uid)) return undefined;
  return { field: "uid", message: uidMessage(uid) };
}

/** @throws {AppError} `invalid` for a username that a new account may not have. */
export function acceptNewUid(uid: string): Uid {
  const problem = checkUid(uid);
  if (problem !== undefined) throw new AppError("invalid", problem.message, problem);
  return uid as Uid;
}

/** @returns what is wrong with a full name that `normalizeFullName` answered, or undefined. */
export function checkFullName(fullName: string): FieldProblem<"fullName"> | undefined {
  const problem = (message: string) => ({ field: "fullName" as const, message });
  const wrong = nameProblem(fullName, MAX_FULL_NAME_CHARS);
  switch (wrong) {
    case undefined:
      return undefined;
    case "empty":
      return problem("Enter your full name.");
    case "too-long":
      return problem(`Use at most ${MAX_FULL_NAME_CHARS} characters for your full name.`);
    default:
      return problem(nameMessage(wrong));
  }
}

/** Why a text of any length is no name, of a person or of a room, in words for whoever typed it. */
export function nameMessage(problem: Exclude<NameProblem, "empty" | "too-long">): string {
  switch (problem) {
    case "direction":
      return "The name holds a mark that turns the direction of writing. Type it again without it.";
    case "joiner":
      return "The name holds a joining character in a place where no script has one. Type it again without it.";
    case "invisible":
      return "The name holds a character that nobody can see. Type it again without it.";
    case "unprintable":
      return "The name holds a character that cannot be shown. Type it again.";
    case "marks":
      return "The name has marks without a letter, or more of them on one letter than any script needs.";
    case "spelling":
      return "Remove the spaces before and after the name.";
  }
}

/** @returns what is wrong with an address that `normalizeMail` answered, or undefined. */
export function checkMail(mail: string): FieldProblem<"mail"> | undefined {
  const problem = (message: string) => ({ field: "mail" as const, message });
  if (mail === "") return problem("Enter your email address.");
  if (new TextEncoder().encode(mail).length > MAX_MAIL_BYTES) {
    return problem(`An email address has at most ${MAX_MAIL_BYTES} characters.`);
  }
  if (/\s/.test(mail) || UNPRINTABLE.test(mail)) {
    return problem("An email address holds no spaces or control characters.");
  }
  // The directory's `mail` attribute is IA5String (RFC 4524 2.16).
  if (!/^[\x21-\x7e]+$/.test(mail)) {
    return problem("Use an email address without accents or letters of other scripts.");
  }
  const [local, domain, ...more] = mail.split("@");
  if (local === "" || domain === undefined || domain === "" || more.length > 0) {
    return problem("Enter an email address like name@example.org, with one @ in it.");
  }
  return undefined;
}

/** Every rule that a new person breaks, in the order of the form; the password is not looked at. */
export function checkPerson(
  person: { uid: string; fullName: string; mail: string },
): FieldProblem[] {
  return [checkUid(person.uid), checkFullName(person.fullName), checkMail(person.mail)]
    .filter((problem) => problem !== undefined);
}

function uidMessage(uid: string): string {
  if (uid === "") return "Enter a username.";
  if (uid.length < 2 || uid.length > 32) return "Use 2 to 32 characters for your username.";
  const foreign = [...uid].find((character) => !/[a-z0-9._-]/.test(character));
  if (foreign !== undefined && /[A-Z]/.test(foreign)) {
    return "Use lower-case letters in your username.";
  }
  if (foreign !== undefined) {
    if (foreign === " ") {
      return "A username cannot hold a space: use lower-case letters, digits, dot, dash and underscore.";
    }
    return UNPRINTABLE.test(foreign)
      ? "A username cannot hold that character: use lower-case letters, digits, dot, dash and underscore."
      : `A username cannot hold "${foreign}": use lower-case letters, digits, dot, dash and underscore.`;
  }
  return "A username starts with a lower-case letter.";
}
