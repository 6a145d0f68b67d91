/** The one spelling of a name that somebody typed, of a person or a room, before it is signed. */

import { served } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import { nameProblem, normalizeName } from "../../protocol/name_rules.ts";

/**
 * The name as it is signed.
 *
 * @param maxChars Characters (code points) that it may have.
 * @param words what is said of a name that is none, and of one that is too long.
 * @throws {AppError} `invalid` (field `name`), in words for whoever typed it.
 */
export async function signedName(
  typed: string,
  maxChars: number,
  words: { empty: () => string; tooLong: () => string },
): Promise<string> {
  const name = normalizeName(typed);
  const problem = nameProblem(name, maxChars);
  if (problem === undefined) return name;
  throw new AppError("invalid", await messageOf(problem, words), {
    field: "name",
    reason: problem,
  });
}

async function messageOf(
  problem: NonNullable<ReturnType<typeof nameProblem>>,
  words: { empty: () => string; tooLong: () => string },
): Promise<string> {
  if (problem === "empty") return words.empty();
  if (problem === "too-long") return words.tooLong();
  // Hardly anybody is told.
  const { nameMessage } = await import("../../directory/person_rules.ts");
  return served(nameMessage(problem));
}
