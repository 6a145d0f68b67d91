/** How often one person may get new keys. */

import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { DAY_MS } from "./profile.ts";
import type { AuthorityStore } from "./store.ts";

/** Serials that one pair of certificates takes. */
const SERIALS_PER_PAIR = 2;

/**
 * Refuses a person who has had `most` pairs of certificates within 24 hours. Each pair that is
 * replaced is two entries on the CRL until it would have expired.
 *
 * @throws {AppError} `rate-limited` (`enrolments`).
 */
export function refuseTooMany(
  { store, most }: { store: Pick<AuthorityStore, "reservedBetween">; most: number },
  user: UserId,
  now: Date,
): void {
  const since = new Date(now.getTime() - DAY_MS);
  if (store.reservedBetween(user, since, now) < most * SERIALS_PER_PAIR) return;
  throw new AppError(
    "rate-limited",
    "New keys were set up for your account too often within a day. Sign in with a browser that " +
      "has your keys, or try again tomorrow.",
    { reason: "enrolments" },
  );
}
