/** Refuses to work while the clock is outside of the life of the authority's certificates. */

import { AppError } from "../../protocol/errors.ts";
import type { Certificate } from "../../x509/certificate.ts";

/**
 * Whatever was certified, or let in, at such a time nobody would accept (RFC 5280 6.1.3(a)(2)).
 *
 * @throws {AppError} `unavailable`, with what the clock says and until when the authority lives as
 * its cause, for the log.
 */
export function refuseOutsideLife({ notBefore, notAfter }: Certificate, now: Date): void {
  if (isWithinLife({ notBefore, notAfter }, now)) return;
  const [at, from, to] = [now, notBefore, notAfter].map((date) => date.toISOString());
  throw new AppError(
    "unavailable",
    "The clock of the server is wrong, or its certification authority has expired, so nobody can " +
      "sign in or get keys. Tell the administrator; try again later.",
    {
      cause: new Error(
        `By the clock of this machine it is ${at}, and the issuing certificate holds from ${from} ` +
          `to ${to}: set the clock`,
      ),
    },
  );
}

/** Whether a certificate holds at `now`, both ends included (RFC 5280 4.1.2.5). */
export function isWithinLife(
  { notBefore, notAfter }: Pick<Certificate, "notBefore" | "notAfter">,
  now: Date,
): boolean {
  return notBefore <= now && now <= notAfter;
}
