/**
 * Where the end-to-end protocol gets certified keys from. It names a certificate by its
 * fingerprint and never looks inside one: the path check (RFC 5280 section 6), its cache and the
 * pins of known people are the resolver's.
 */

import type { Bytes } from "../protocol/encoding.ts";
import type { Fingerprint, Uid, UserId } from "../protocol/ids.ts";

/** The one use that a certificate's keyUsage and extended key usage allow. */
export type CertificatePurpose = "sign" | "encrypt";

/** A certificate whose path, dates, usage and revocation were checked at the time asked for. */
export interface VerifiedCertificate {
  /** Directory entry that the certificate names (`urn:uuid:` in its subjectAltName). */
  user: UserId;
  uid: Uid;
  fingerprint: Fingerprint;
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Bytes;
  /** The same key, imported for the purpose: RSA-PSS `verify`, or RSA-OAEP `encrypt`. */
  key: CryptoKey;
}

export type Resolution =
  | { ok: true; certificate: VerifiedCertificate }
  /** `reason` is the path check's word, or `unknown` when nobody has the certificate. */
  | { ok: false; reason: string; detail: string };

export interface CertificateResolver {
  /**
   * The certificate named by `fingerprint`, checked as of `time` for `purpose`.
   *
   * @throws {Error} only when no answer could be had (the network is down): whoever asked stops
   * without having changed anything, and may ask again.
   */
  resolve(
    fingerprint: Fingerprint,
    as: { time: Date; purpose: CertificatePurpose },
  ): Promise<Resolution>;

  /**
   * Whether `publicKey` (SPKI) is an identity key that was accepted for `user`: the pinned one, or
   * an earlier one that the person's history holds. The first key ever seen is pinned here. The
   * server, which pins nobody, answers true.
   */
  acceptsIdentity(user: UserId, publicKey: Bytes): boolean | Promise<boolean>;
}
