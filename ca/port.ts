/**
 * What the rest of the program may ask of the certification authority. The keys live behind this
 * port, in a worker (`ca/worker/worker.ts`) of this process or of another node.
 */

import type { Bytes } from "../protocol/encoding.ts";
import type { Fingerprint, Uid, UserId } from "../protocol/ids.ts";
import type { CertifiedKey } from "../x509/validate_path.ts";

/** The directory's word on who a certificate is for; nothing of it comes from the request. */
export interface CertificateSubject {
  id: UserId;
  uid: Uid;
  fullName: string;
  mail: string;
}

/**
 * One value for each of a person's two keys, as one key has one use (`docs/protocol.md`, "Keys and
 * certificates").
 */
export interface KeyPairOf<T> {
  /** Identity key: signs. */
  sign: T;
  /** Encryption key: receives room secrets. */
  encrypt: T;
}

/** A certificate that holds now, and what it vouches for. */
export interface CurrentCertificate extends CertifiedKey {
  der: Bytes;
}

/** Why a certificate, or the proof of its key, was refused at sign-in. */
export type SignInRefusal =
  | "malformed" // not a DER X.509 certificate
  | "issuer-unknown" // self-signed, or signed by another authority, same names or not
  | "not-yet-valid"
  | "expired"
  | "revoked"
  | "wrong-usage" // for example the encryption certificate, or a CA certificate
  | "wrong-person" // valid, but names another directory entry
  | "unacceptable" // any other rule of RFC 5280 6.1 or of our profile; `detail` says which
  | "proof-failed"; // the signature over the challenge is not by the certified key

export type SignInVerdict =
  | { ok: true; fingerprint: Fingerprint; notAfter: Date }
  | { ok: false; reason: SignInRefusal; detail: string };

export interface Authority {
  /** DER of the root and of the issuing certificate. They do not change while the process runs. */
  chain(): Promise<{ root: Bytes; issuing: Bytes }>;

  /** DER of the current CRL of the issuing authority; never past its nextUpdate. */
  crl(): Promise<Bytes>;

  /**
   * Checks proof of possession of both PKCS#10 requests (DER), their algorithm and key size, that
   * the two keys differ from each other and from every key certified before, then issues one
   * certificate for each with the given subject, and stores both before it answers.
   *
   * @throws {AppError} `invalid` with `field` `csrs.sign` or `csrs.encrypt`; `rate-limited`
   * (`enrolments`) when the person has had too many within a day.
   */
  issue(subject: CertificateSubject, csrs: KeyPairOf<Bytes>): Promise<KeyPairOf<Bytes>>;

  /**
   * What `issue` answered for exactly these two requests of the person, or would have, had anybody
   * waited for it; undefined where it did not come so far, or either certificate has been revoked or
   * has expired. What is under way for the person comes first.
   */
  issued(subject: UserId, csrs: KeyPairOf<Bytes>): Promise<KeyPairOf<Bytes> | undefined>;

  /** Of `certificates` (DER) those that hold now for `subject`: the newest for each use. */
  current(
    subject: UserId,
    certificates: Bytes[],
  ): Promise<Partial<KeyPairOf<CurrentCertificate>>>;

  /**
   * Checks that `certificate` (DER, as the browser presents it) is a currently valid signing
   * certificate of this authority for `subject`, and that `signature` is RSA-PSS (SHA-256, salt
   * 32) by its key over `challenge`.
   */
  verifySignIn(input: {
    subject: UserId;
    certificate: Bytes;
    challenge: Bytes;
    signature: Bytes;
  }): Promise<SignInVerdict>;

  /**
   * Revokes every unexpired certificate of `subject` except those in `keep`, and writes a new CRL
   * before it answers. Revoking twice is not an error. What is under way for the person comes first.
   *
   * @returns fingerprints of what was revoked now.
   */
  revokeAll(
    subject: UserId,
    reason: "superseded" | "keyCompromise" | "cessationOfOperation",
    keep?: Fingerprint[],
  ): Promise<Fingerprint[]>;

  /** `down` when the keys cannot be used or the store cannot be written. */
  state(): Promise<"up" | "down">;

  close(): Promise<void>;
}
