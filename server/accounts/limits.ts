/** Rate limits of sign-ins and registrations, by address and by name. */

import { AppError } from "../../protocol/errors.ts";
import { addressBlock } from "../limits/address_block.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";

export interface SignInLimitsOptions {
  signInsPerMinute: number;
  registrationsPerHour: number;
  clock: () => number;
}

/** Bounds on guessing: by address, so that one machine tries few names, and by name. */
export class SignInLimits {
  readonly #byAddress: TokenBuckets;
  readonly #byUid: TokenBuckets;
  readonly #registrations: TokenBuckets;

  constructor({ signInsPerMinute, registrationsPerHour, clock }: SignInLimitsOptions) {
    const signIns = { perSecond: signInsPerMinute / 60, burst: signInsPerMinute, clock };
    this.#byAddress = new TokenBuckets(signIns);
    this.#byUid = new TokenBuckets(signIns);
    this.#registrations = new TokenBuckets({
      perSecond: registrationsPerHour / 3600,
      burst: registrationsPerHour,
      clock,
    });
  }

  /** @throws {AppError} `rate-limited` */
  signIn(address: string, uid: string): void {
    // Both are spent, so that a flood on one name does not hide behind many addresses.
    const allowed = [
      this.#byAddress.take(addressBlock(address)),
      this.#byUid.take(accountKey(uid)),
    ];
    if (!allowed.every(Boolean)) {
      throw new AppError("rate-limited", "Too many tries. Wait a minute and try again.");
    }
  }

  /** A right password and a proven key: the name's bucket is full again. */
  succeeded(uid: string): void {
    this.#byUid.reset(accountKey(uid));
  }

  /** @throws {AppError} `rate-limited` */
  registration(address: string): void {
    if (!this.#registrations.take(addressBlock(address))) {
      throw new AppError(
        "rate-limited",
        "Too many accounts were made from your address. Try again later.",
      );
    }
  }
}

/**
 * Directories find one account under many spellings of its name (RFC 4518 2: any case, compatible
 * forms, spaces; Active Directory overlooks accents as well): all of them share its bound.
 */
function accountKey(uid: string): string {
  return uid.normalize("NFKD").replace(/[\p{M}\p{Z}\p{C}]/gu, "").toUpperCase().toLowerCase();
}
