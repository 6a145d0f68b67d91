/**
 * What the authority remembers. Calls are synchronous and each is one transaction: when it returns,
 * the change is on the disk; when it throws, nothing has changed.
 *
 * Every method throws `AppError` `storage-full` or `unavailable` where the disk refuses.
 */

import type { Bytes } from "../../protocol/encoding.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import type { ListedReason, Revocation } from "./crl.ts";
import type { KeyUse } from "../../x509/leaf_rules.ts";

export interface IssuedCertificate {
  /** Lower-case hexadecimal. */
  serial: string;
  subject: UserId;
  use: KeyUse;
  /** SHA-256 of SubjectPublicKeyInfo, base64url. */
  keyHash: string;
  fingerprint: Fingerprint;
  der: Bytes;
  notAfter: Date;
}

export interface AuthorityStore {
  /**
   * Records serials before anything is signed with them, so that none is ever used twice, whatever
   * happens next.
   *
   * @throws {AppError} `conflict` when one was used before.
   */
  reserveSerials(serials: readonly string[], subject: UserId, at: Date): void;

  /**
   * How many serials were reserved for `subject` after `since` and not after `until`. What was
   * reserved later than now was so by a clock that was fast, and keeps nobody waiting for it.
   */
  reservedBetween(subject: UserId, since: Date, until: Date): number;

  /** The certificate of `subject` for this key and use, if it is neither revoked nor expired at `at`. */
  issuedFor(subject: UserId, use: KeyUse, keyHash: string, at: Date): Bytes | undefined;

  /** Whether a certificate was ever issued for the key. */
  isKeyCertified(keyHash: string): boolean;

  /**
   * Stores certificates, all or none. Their serials must be reserved.
   *
   * @throws {AppError} `conflict` when one of the keys was certified before.
   */
  addCertificates(certificates: readonly IssuedCertificate[]): void;

  /** The DER stored under a serial. */
  certificate(serial: string): Bytes | undefined;

  /**
   * Revokes every certificate of `subject` that is neither expired at `at`, revoked already, nor
   * in `keep`.
   *
   * @returns fingerprints of what was revoked now.
   */
  revoke(
    subject: UserId,
    reason: ListedReason,
    at: Date,
    keep: readonly Fingerprint[],
  ): Fingerprint[];

  /**
   * Draws the next CRL number and lists what is revoked, as one moment saw it. Left out is what had
   * expired both before `thisUpdate` of the CRL that is begun and before that of one that was
   * published: the first list beyond a certificate's life still holds it (RFC 5280 5). A clock that
   * was fast for a while takes nothing off the list for good, and what it revoked is so by `now`.
   */
  beginCrl(thisUpdate: Date, now: Date): { number: bigint; revoked: Revocation[] };

  /** A CRL with this date was signed and is handed out from now on. */
  crlPublished(thisUpdate: Date): void;

  /** Writes something harmless. Throws when the store cannot be written. */
  probe(): void;

  close(): void;
}
