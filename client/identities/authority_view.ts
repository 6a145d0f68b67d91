/** The organisation's authority as this browser knows it: a pinned root and a fresh CRL. */

import { type KeyUse, type PathVerdict, validatePath } from "../../x509/mod.ts";
import type { RevocationList } from "../../x509/revocation_list.ts";
import { isYounger } from "../../protocol/age.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { HttpClient } from "../net/http.ts";
import { fetchRevocationList } from "../sign_in/revocation_source.ts";

/** A list that does not hold now is asked for again at most this often, in milliseconds. */
const CRL_RETRY_MS = 5_000;

export interface AuthorityOptions {
  /** The pinned root and every issuing certificate met, DER. */
  root: Bytes;
  issuing: readonly Bytes[];
  http: HttpClient;
  now: () => number;
}

/** The organisation's authority as this browser knows it: a pinned root and a fresh CRL. */
export class AuthorityView {
  readonly #options: AuthorityOptions;
  /** The list as it was read, or its bytes where it cannot be: then the path check says why. */
  #crl: { list: RevocationList | Bytes; thisUpdate: number; nextUpdate: number } | undefined;
  #fetching: Promise<void> | undefined;
  #triedAt = -Infinity;
  /** Rises with every CRL: what was concluded under an earlier number is to be checked again. */
  edition = 0;

  constructor(options: AuthorityOptions) {
    this.#options = options;
  }

  /**
   * Validates a person's certificate as of `time`, with the newest revocation list.
   *
   * @throws {AppError} `unavailable` when there has been no revocation list at all.
   */
  async validate(
    leaf: Bytes,
    as: { time: Date; purpose: KeyUse; subject?: UserId },
  ): Promise<PathVerdict> {
    await this.freshen();
    const { root, issuing, now } = this.#options;
    return await validatePath({
      leaf,
      intermediates: issuing,
      anchor: root,
      crls: [this.#crl!.list],
      now: new Date(now()),
      ...as,
    });
  }

  /** Somebody's certificates changed: the next check asks for the list again. */
  expectRevocation(): void {
    this.#triedAt = -Infinity;
    if (this.#crl !== undefined) this.#crl.nextUpdate = -Infinity;
  }

  /** Gets a new revocation list when there is none, or it does not hold now; answers whether it is fresh. */
  async freshen(): Promise<boolean> {
    if (this.#isFresh()) return true;
    const now = this.#options.now();
    if (this.#crl !== undefined && isYounger(this.#triedAt, now, CRL_RETRY_MS)) return false;
    this.#fetching ??= this.#fetch().finally(() => this.#fetching = undefined);
    try {
      await this.#fetching;
    } catch (error) {
      // With an old list the path check says itself that it is stale.
      if (this.#crl === undefined) throw error;
    }
    return this.#isFresh();
  }

  #isFresh(): boolean {
    const now = this.#options.now();
    // One of the future was fetched while a clock was wrong, here or at the authority.
    return this.#crl !== undefined && this.#crl.thisUpdate <= now && now < this.#crl.nextUpdate;
  }

  async #fetch(): Promise<void> {
    this.#triedAt = this.#options.now();
    const list = await fetchRevocationList(this.#options.http);
    this.#crl = { list, ...lifeOf(list) };
    this.edition++;
  }
}

/** When a list holds; one that cannot be read has ended. */
function lifeOf(list: RevocationList | Bytes): { thisUpdate: number; nextUpdate: number } {
  if (list instanceof Uint8Array) return { thisUpdate: -Infinity, nextUpdate: -Infinity };
  return { thisUpdate: list.thisUpdate.getTime(), nextUpdate: list.nextUpdate.getTime() };
}
