/** The router's source of certified keys: the identities published at sign-in. */

import { parseCertificate } from "../../x509/certificate.ts";
import { importVerifyingKey } from "../../e2ee/keys.ts";
import type { CertificateResolver, Resolution, VerifiedCertificate } from "../../e2ee/resolver.ts";
import { fromBase64Url } from "../../protocol/encoding.ts";
import type { Fingerprint } from "../../protocol/ids.ts";
import { parseIdentityStatement } from "../../protocol/items.ts";
import type { Archive } from "../archive/port.ts";

/** Identities kept at hand; an entry costs about 2 kB. */
const MAX_CACHED = 5_000;

interface Known {
  certificate: VerifiedCertificate;
  notAfter: Date;
}

/**
 * The router's source of certified keys: identities that were published at a sign-in, where the
 * authority had just verified them. What has expired or was withdrawn signs nothing new.
 */
export class IdentityResolver implements CertificateResolver {
  readonly #archive: Pick<Archive, "identity">;
  readonly #clock: () => number;
  readonly #known = new Map<Fingerprint, Known>();
  /** Raised by `forget`, so that what was read before it is not kept after it. */
  #generation = 0;

  constructor(archive: Pick<Archive, "identity">, clock: () => number) {
    this.#archive = archive;
    this.#clock = clock;
  }

  async resolve(
    fingerprint: Fingerprint,
    { purpose }: { time: Date; purpose: "sign" | "encrypt" },
  ): Promise<Resolution> {
    if (purpose !== "sign") throw new Error("The router resolves signing certificates only");
    const known = this.#known.get(fingerprint) ?? await this.#load(fingerprint);
    if ("reason" in known) return { ok: false, ...known };
    if (known.notAfter.getTime() < this.#clock()) {
      return { ok: false, reason: "expired", detail: `at ${known.notAfter.toISOString()}` };
    }
    return { ok: true, certificate: known.certificate };
  }

  /** The server pins nobody: it accepts whoever the authority certified. */
  acceptsIdentity(): boolean {
    return true;
  }

  /** Drops what is cached, because an identity was published or withdrawn. */
  forget(): void {
    this.#generation++;
    this.#known.clear();
  }

  async #load(fingerprint: Fingerprint): Promise<Known | { reason: string; detail: string }> {
    const generation = this.#generation;
    const record = await this.#archive.identity(fingerprint);
    if (record === undefined) {
      return { reason: "unknown", detail: "no identity was published with it" };
    }
    if (record.revokedAt !== undefined) {
      return { reason: "revoked", detail: `at ${record.revokedAt}` };
    }
    const { user, uid } = parseIdentityStatement(record.statement);
    const { spki, notAfter } = parseCertificate(fromBase64Url(record.signCertificate));
    const key = await importVerifyingKey(spki);
    const known = { certificate: { user, uid, fingerprint, publicKey: spki, key }, notAfter };
    if (generation !== this.#generation) return await this.#load(fingerprint);
    if (this.#known.size >= MAX_CACHED) this.#known.clear();
    this.#known.set(fingerprint, known);
    return known;
  }
}
