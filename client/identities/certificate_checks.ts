/** Checks certificate paths, and remembers the answers for the next item. */

import type { CertifiedKey } from "../../x509/mod.ts";
import { importVerifyingKey, importWrappingKey } from "../../e2ee/keys.ts";
import type { CertificatePurpose, Resolution } from "../../e2ee/resolver.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Fingerprint } from "../../protocol/ids.ts";
import type { AuthorityView } from "./authority_view.ts";

interface Span {
  /** The certificate held at both ends, and so in between: its life and its time before a
   * revocation are one stretch. */
  from: number;
  to: number;
  certificate: CertifiedKey;
  key: CryptoKey;
}

/**
 * Path checks with a memory. A room's history asks for the same few certificates at thousands of
 * moments; one revocation list gives each of them one stretch of validity, which is remembered as
 * far as it was seen.
 */
export class CertificateChecks {
  readonly #authority: AuthorityView;
  readonly #spans = new Map<string, Span>();
  #edition = -1;

  constructor(authority: AuthorityView) {
    this.#authority = authority;
  }

  /** The certificate `der`, checked as of `time` for `purpose`. */
  async check(
    fingerprint: Fingerprint,
    der: Bytes,
    { time, purpose }: { time: Date; purpose: CertificatePurpose },
  ): Promise<Resolution> {
    const name = `${purpose}/${fingerprint}`;
    const at = time.getTime();
    const fresh = await this.#authority.freshen();
    const known = this.#known(name);
    if (fresh && known !== undefined && known.from <= at && at <= known.to) return resolved(known);
    const verdict = await this.#authority.validate(der, { time, purpose });
    if (!verdict.ok) return verdict;
    const before = this.#known(name);
    const { certificate } = verdict;
    const span: Span = {
      from: Math.min(at, before?.from ?? at),
      to: Math.max(at, before?.to ?? at),
      certificate,
      key: before?.key ?? await importKey(certificate.publicKey, purpose),
    };
    this.#spans.set(name, span);
    return resolved(span);
  }

  /** What is remembered under the present revocation list. */
  #known(name: string): Span | undefined {
    if (this.#edition !== this.#authority.edition) {
      this.#spans.clear();
      this.#edition = this.#authority.edition;
    }
    return this.#spans.get(name);
  }
}

function importKey(spki: Bytes, purpose: CertificatePurpose): Promise<CryptoKey> {
  return purpose === "sign" ? importVerifyingKey(spki) : importWrappingKey(spki);
}

function resolved({ certificate, key }: Span): Resolution {
  const { userId: user, uid, fingerprint, publicKey } = certificate;
  return { ok: true, certificate: { user, uid, fingerprint, publicKey, key } };
}
