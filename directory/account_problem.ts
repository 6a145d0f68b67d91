/** Why somebody may not use their account now, and what they are told of it. */

import { AppError } from "../protocol/errors.ts";

/** Why somebody may not use their account now. */
export type AccountProblem =
  /** Closed by an administrator. */
  | "disabled"
  /** The account has an end, and that is past. */
  | "account-expired"
  /** After wrong passwords, mostly; ends by itself in many directories. */
  | "locked"
  | "password-expired"
  /** The password was set by somebody else, and is to be changed before anything else. */
  | "must-change"
  /** Not at this time of the day, or not from this machine. */
  | "restricted";

/**
 * The refusal for a person who has shown the right password, or of whom the directory says it to
 * whoever asks. Each has its own way out.
 *
 * @param options.opensInMs When a lock ends by itself, where that is known.
 * @param options.cause For the log: the directory's own words.
 */
export function accountRefusal(
  problem: AccountProblem,
  { opensInMs, cause }: { opensInMs?: number | undefined; cause?: unknown } = {},
): AppError {
  const message = problem === "locked" && opensInMs !== undefined && opensInMs > 0
    ? lockedFor(Math.ceil(opensInMs / 60_000))
    : SENTENCES[problem];
  return new AppError("unauthenticated", message, { reason: problem, cause });
}

function lockedFor(minutes: number): string {
  return `Your account is locked, as after several wrong passwords. It opens again by itself in ${minutes} min at most.`;
}

const SENTENCES: Readonly<Record<AccountProblem, string>> = {
  "disabled": "Your account is disabled. Ask your administrator.",
  "account-expired": "Your account has expired. Ask your administrator to extend it.",
  "locked":
    "Your account is locked, as after several wrong passwords. Wait and try again later, or ask your administrator to unlock it.",
  "password-expired":
    "Your password has expired. Change it where your organisation lets you, or ask your administrator, and sign in with the new one.",
  "must-change":
    "Your password must be changed first. Change it where your organisation lets you, or ask your administrator, and sign in with the new one.",
  "restricted":
    "Your account may not sign in at this time or from this place. Ask your administrator.",
};
