/** Resolves signers' certificates by the full path check, without a cache. */

import { type PathInput, validatePath } from "../../../x509/mod.ts";
import type { Bytes } from "../../../protocol/encoding.ts";
import type { Fingerprint, UserId } from "../../../protocol/ids.ts";
import type { Clock } from "../../../e2ee/environment.ts";
import { fingerprintOf, importVerifyingKey, importWrappingKey } from "../../../e2ee/keys.ts";
import type {
  CertificatePurpose,
  CertificateResolver,
  Resolution,
} from "../../../e2ee/resolver.ts";

export interface PathResolverOptions {
  /** Root, issuing certificates and CRLs, DER. */
  trust: Pick<PathInput, "anchor" | "intermediates" | "crls">;
  /** DER of the certificate with this fingerprint, from wherever; undefined for none. */
  certificateOf(fingerprint: Fingerprint): Bytes | undefined | Promise<Bytes | undefined>;
  acceptsIdentity(user: UserId, publicKey: Bytes): boolean | Promise<boolean>;
  clock: Clock;
}

/**
 * Certified keys by the full path check of `x509`, each time anew. For programs that hold their
 * authority's certificates and CRLs in memory: bots, load generators, tests.
 */
export class PathResolver implements CertificateResolver {
  readonly #options: PathResolverOptions;
  readonly #keys = new Map<string, CryptoKey>();

  constructor(options: PathResolverOptions) {
    this.#options = options;
  }

  async resolve(
    fingerprint: Fingerprint,
    { time, purpose }: { time: Date; purpose: CertificatePurpose },
  ): Promise<Resolution> {
    const { trust, certificateOf, clock } = this.#options;
    const leaf = await certificateOf(fingerprint);
    // Whoever looked it up may have been lied to: what counts is the hash of what came.
    if (leaf === undefined || await fingerprintOf(leaf) !== fingerprint) {
      return { ok: false, reason: "unknown", detail: "nobody has this certificate" };
    }
    const now = new Date(clock());
    const verdict = await validatePath({ ...trust, leaf, time, now, purpose });
    if (!verdict.ok) return verdict;
    const { userId: user, uid, publicKey } = verdict.certificate;
    const name = `${purpose}/${fingerprint}`;
    const key = this.#keys.get(name) ?? await importKey(publicKey, purpose);
    this.#keys.set(name, key);
    return { ok: true, certificate: { user, uid, fingerprint, publicKey, key } };
  }

  acceptsIdentity(user: UserId, publicKey: Bytes): boolean | Promise<boolean> {
    return this.#options.acceptsIdentity(user, publicKey);
  }
}

function importKey(spki: Bytes, purpose: CertificatePurpose): Promise<CryptoKey> {
  return purpose === "sign" ? importVerifyingKey(spki) : importWrappingKey(spki);
}
