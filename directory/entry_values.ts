/**
 * What a directory says of a person, brought into the bounds of `protocol/`, once and for everybody:
 * people who keep a directory have other ideas of a name than a program that shows it. Pure.
 */

import { spellUid } from "../protocol/ids.ts";
import { MAX_FULL_NAME_CHARS } from "../protocol/limits.ts";
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
 * Of several usernames the one that names the entry, else the first.
 *
 * @param named The value in the entry's own name, where it has one.
 */
export function chosenUid(values: readonly string[], named: string | undefined): string {
  const spelt = values.map(spellUid);
  const wanted = named === undefined ? undefined : spellUid(named);
  return spelt.find((uid) => uid === wanted) ?? spelt[0] ?? "";
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
