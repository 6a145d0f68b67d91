/** Judges whether a display name was signed by its person, and now. */

import { verifyDisplayName } from "../../e2ee/display_name.ts";
import type { CertificateResolver } from "../../e2ee/resolver.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";

/** How far a person's clock may be from the server's. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Whether `record` is a display name that `user` signed now.
 *
 * @returns the statement's time; that it is newer than the last is the archive's to see.
 * @throws {AppError} the refusal: `invalid` (malformed, or `clock`), or `forbidden` with the reason:
 * `sender` when it names somebody else, or what is wrong with the signer.
 */
export async function judgeName(
  user: UserId,
  record: NameRecord,
  { resolver, clock }: { resolver: CertificateResolver; clock: () => number },
): Promise<string> {
  const verified = await verifyDisplayName(record, resolver);
  if (!verified.ok) {
    const { reason, detail: cause } = verified;
    if (reason === "malformed") {
      throw new AppError("invalid", "This name cannot be used.", { field: "statement", cause });
    }
    throw new AppError("forbidden", `The name's signature is refused: ${reason}.`, {
      reason,
      cause,
    });
  }
  const { name } = verified;
  if (name.user !== user) {
    throw new AppError("forbidden", "This name is signed by somebody else.", { reason: "sender" });
  }
  if (Math.abs(Date.parse(name.time) - clock()) > CLOCK_TOLERANCE_MS) {
    throw new AppError("invalid", "The clock of this device is wrong. Set it, and try again.", {
      reason: "clock",
    });
  }
  return name.time;
}
