/** Keeps the current CRL, and renews it after a revocation or at half its life. */

import { isYounger } from "../../protocol/age.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { parseRevocationList, type RevocationList } from "../../x509/revocation_list.ts";
import type { AuthorityStore } from "./store.ts";
import { makeCrl } from "./crl.ts";
import { BACKDATE_MS, HOUR_MS } from "./profile.ts";
import type { Clock, Signer } from "./sources.ts";
import { wholeSeconds } from "./whole_seconds.ts";

interface PublishedCrl {
  der: Bytes;
  /** The same, read; once somebody asked for it. */
  list?: RevocationList;
  madeAt: Date;
  number: bigint;
  thisUpdate: Date;
  nextUpdate: Date;
  /** The revision of the revocations that this CRL holds. */
  revision: number;
}

/**
 * Keeps the current CRL. It is made anew after every revocation, and once half of its life is over
 * the next one who asks gets a fresh one, so that none is handed out near its nextUpdate. A list
 * that was made ahead of the clock is made anew as well: until a clock that was fast for a moment
 * had caught up, nobody could use it.
 */
export class CrlKeeper {
  readonly #issuer: Certificate;
  readonly #store: AuthorityStore;
  readonly #signer: Signer;
  readonly #clock: Clock;
  readonly #lifeMs: number;
  #published: PublishedCrl | undefined;
  #revision = 0;
  #renewal: Promise<PublishedCrl> | undefined;

  constructor(options: {
    issuer: Certificate;
    store: AuthorityStore;
    signer: Signer;
    clock: Clock;
    /** Time from now to nextUpdate. */
    crlHours: number;
  }) {
    this.#issuer = options.issuer;
    this.#store = options.store;
    this.#signer = options.signer;
    this.#clock = options.clock;
    this.#lifeMs = options.crlHours * HOUR_MS;
  }

  /**
   * The current CRL, DER. Where renewing fails, the last one is good until its nextUpdate, unless
   * something has been revoked since.
   *
   * @throws {AppError} of the store, when there is no CRL to give.
   */
  async current(): Promise<Bytes> {
    return (await this.#current()).der;
  }

  /** The current CRL, read once for all who ask. @throws {AppError} as `current` does. */
  async currentList(): Promise<RevocationList> {
    const current = await this.#current();
    return current.list ??= parseRevocationList(current.der);
  }

  async #current(): Promise<PublishedCrl> {
    const published = this.#published;
    if (published && this.#isUpToDate(published) && this.#isYoung(published)) return published;
    try {
      this.#renewal ??= this.#publish().finally(() => this.#renewal = undefined);
      const renewed = await this.#renewal;
      if (this.#isUpToDate(renewed)) return renewed;
      return await this.#publish();
    } catch (error) {
      const last = this.#published;
      if (last && this.#isUpToDate(last) && this.#isValid(last)) return last;
      throw error;
    }
  }

  /** To be called once revocations are stored: makes the CRL that holds them. */
  async publishRevocations(): Promise<void> {
    this.#revision++;
    await this.#publish();
  }

  #isUpToDate(crl: PublishedCrl): boolean {
    return crl.revision === this.#revision;
  }

  #isYoung({ madeAt }: PublishedCrl): boolean {
    return isYounger(madeAt.getTime(), this.#clock().getTime(), this.#lifeMs / 2);
  }

  #isValid({ thisUpdate, nextUpdate }: PublishedCrl): boolean {
    const now = this.#clock();
    return thisUpdate <= now && now < nextUpdate;
  }

  async #publish(): Promise<PublishedCrl> {
    const revision = this.#revision;
    const now = this.#clock().getTime();
    const nextUpdate = wholeSeconds(new Date(now + this.#lifeMs));
    const thisUpdate = wholeSeconds(new Date(now - BACKDATE_MS));
    const { number, revoked } = this.#store.beginCrl(thisUpdate, wholeSeconds(new Date(now)));
    const template = { issuer: this.#issuer, number, thisUpdate, nextUpdate, revoked };
    const der = await makeCrl(template, this.#signer);
    const madeAt = new Date(now);
    const made: PublishedCrl = { der, madeAt, number, thisUpdate, nextUpdate, revision };
    // Two may be under way: the one that saw more wins.
    if (!this.#published || this.#published.number < number) {
      this.#store.crlPublished(thisUpdate);
      this.#published = made;
    }
    return this.#published;
  }
}
