/**
 * What a directory says of a person, brought into the bounds of `protocol/`, once and for everybody:
 * people who keep a directory have other ideas of a name than a program that shows it. Pure.
 */

import { isUid, spellUid, unseenIn } from "../protocol/ids.ts";
import { MAX_FULL_NAME_CHARS, MAX_UID_UNITS } from "../protocol/limits.ts";
import { isMailOrNone } from "../protocol/person.ts";

const ELLIPSIS = "…";
/** Controls and what breaks a line stand for a space. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Not seen, or turning text around. The joiners of Persian and Sinhala names stay. */
const UNSEEN =
  /(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** More marks on one letter than any script needs would run into the lines around. */
const ABOVE_THE_PILE = /(\p{M}{4})\p{M}+/gu;
/** A name of joiners and marks alone is not seen either. */
const SEEN = /[^\p{M}\p{Z}\u200c\u200d]/u;

/**
 * The first of `candidates` of which something is seen, as one line in Unicode form NFC; what is too
 * long ends in an ellipsis.
 *
 * @returns empty when none can be shown.
 */
export function shownName(candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const name = oneLine(candidate);
    if (SEEN.test(name)) return cut(name);
  }
  return "";
}

/** The first address that keeps the bounds: one that was cut would be somebody else's. */
export function usableMail(candidates: readonly string[]): string {
  return candidates.map((mail) => mail.normalize("NFC").trim()).find((mail) =>
    mail !== "" && isMailOrNone(mail) && !/\s/u.test(mail) && oneLine(mail) === mail
  ) ?? "";
}

/**
 * Of several usernames the one that names the entry, else the first; one that can be used before
 * one that cannot.
 *
 * @param named The value in the entry's own name, where it has one.
 */
export function chosenUid(values: readonly string[], named: string | undefined): string {
  const spelt = values.map(spellUid);
  const usable = spelt.filter(isUid);
  const wanted = named === undefined ? undefined : spellUid(named);
  return usable.find((uid) => uid === wanted) ?? usable[0] ?? spelt[0] ?? "";
}

/** Why a text that `isUid` refuses is no username, in words for the operator. */
export function uidProblem(uid: string): string {
  if (uid === "") return "is missing";
  if (uid.length > MAX_UID_UNITS) return `is longer than ${MAX_UID_UNITS} characters`;
  const unseen = unseenIn(uid);
  if (unseen === undefined) return "cannot be a username";
  const code = unseen.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return `cannot be a username: it holds U+${code}, which is not seen`;
}

function oneLine(text: string): string {
  return text.toWellFormed().replace(BREAKS, " ").replace(UNSEEN, "").normalize("NFC")
    .replace(ABOVE_THE_PILE, "$1").replace(/\s+/gu, " ").trim();
}

function cut(name: string): string {
  // A code point has two units at most: a longer text need not be taken apart as a whole.
  const characters = [...name.slice(0, 2 * MAX_FULL_NAME_CHARS + 2)];
  if (characters.length <= MAX_FULL_NAME_CHARS) return name;
  const kept = characters.slice(0, MAX_FULL_NAME_CHARS - 1).join("");
  // Neither half of a letter with its marks, nor a space or joiner before the ellipsis.
  const next = characters[MAX_FULL_NAME_CHARS - 1]!;
  const whole = /^[\p{M}\u200c\u200d]/u.test(next)
    ? kept.replace(/[^\p{M}][\p{M}\u200c\u200d]*$/u, "")
    : kept;
  return whole.replace(/[\s\u200c\u200d]+$/u, "") + ELLIPSIS;
}
