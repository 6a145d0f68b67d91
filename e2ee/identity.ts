/**
 * Identity statements: a person's own word, signed by the identity key, on which two certificates
 * are his. An authority or server that swaps the encryption certificate alone cannot make one.
 */

import { type Bytes, equalBytes } from "../protocol/encoding.ts";
import type { Fingerprint, Uid, UserId } from "../protocol/ids.ts";
import {
  IDENTITY_STATEMENT,
  type IdentityStatement,
  parseIdentityStatement,
  SIGNED_STATEMENT,
  type SignedStatement,
} from "../protocol/items.ts";
import { writeSigned } from "../protocol/strict.ts";
import { hashOfText, TAGS } from "./digest.ts";
import { type Clock, timeText } from "./environment.ts";
import type { CertificateResolver } from "./resolver.ts";
import { signedBytesOfText, type SignerRefusal, signText, verifySigner } from "./signed_text.ts";

/** A person as others may write to him: both certificates checked, and tied by his own word. */
export interface VerifiedIdentity {
  user: UserId;
  uid: Uid;
  /** Fingerprints of the signing and of the encryption certificate. */
  sign: Fingerprint;
  encrypt: Fingerprint;
  /** Identity key, SPKI: what is pinned and what safety numbers are made of. */
  identityKey: Bytes;
  /** RSA-OAEP public key, for wrapping epoch secrets. */
  encryptKey: CryptoKey;
  /** base64url SHA-256 of the statement's text. */
  hash: string;
  /** Of the statement before, or empty. */
  prev: string;
}

export type IdentityRefusal =
  | SignerRefusal
  | {
    ok: false;
    /**
     * `malformed`; `encryption-certificate`: its path was refused (`detail`); `other-person`: the
     * encryption certificate or the uid is somebody else's; `one-key`: both certificates hold the
     * same key.
     */
    reason: "malformed" | "encryption-certificate" | "other-person" | "one-key";
    detail: string;
  };

/** A signed statement. `prev`: hash of the statement that it follows, if any. */
export async function makeStatement(options: {
  user: UserId;
  uid: Uid;
  sign: Fingerprint;
  encrypt: Fingerprint;
  prev?: string;
  signKey: CryptoKey;
  clock: Clock;
}): Promise<{ signed: SignedStatement; hash: string }> {
  const { user, uid, sign, encrypt, prev = "", signKey, clock } = options;
  const statement = writeSigned(IDENTITY_STATEMENT, {
    v: 1,
    user,
    uid,
    sign,
    encrypt,
    time: timeText(clock),
    prev,
  });
  parseIdentityStatement(statement);
  const sig = await signText(signKey, TAGS.identity, statement);
  return { signed: { statement, sig }, hash: await hashOfText(statement) };
}

/**
 * Checks a statement for use now: both certificates as of `clock`, the same person in both and in
 * the statement, two different keys, the identity key accepted for that person, the signature.
 */
export async function verifyStatement(
  signed: SignedStatement,
  resolver: CertificateResolver,
  clock: Clock,
): Promise<{ ok: true; identity: VerifiedIdentity } | IdentityRefusal> {
  let statement: IdentityStatement;
  try {
    SIGNED_STATEMENT.parse(signed);
    statement = parseIdentityStatement(signed.statement);
  } catch (error) {
    return { ok: false, reason: "malformed", detail: (error as Error).message };
  }
  const { user, uid, sign, encrypt, prev } = statement;
  const signer = { user, cert: sign, time: timeText(clock) };
  const bytes = await signedBytesOfText(TAGS.identity, signed.statement);
  const signing = await verifySigner(signer, bytes, signed.sig, resolver);
  if (!signing.ok) return signing;

  const time = new Date(clock());
  const encryption = await resolver.resolve(encrypt, { time, purpose: "encrypt" });
  if (!encryption.ok) {
    return {
      ok: false,
      reason: "encryption-certificate",
      detail: `${encryption.reason}: ${encryption.detail}`,
    };
  }
  for (const certificate of [signing.certificate, encryption.certificate]) {
    if (certificate.user !== user || certificate.uid !== uid) {
      return {
        ok: false,
        reason: "other-person",
        detail: `a certificate is for ${certificate.uid} (${certificate.user})`,
      };
    }
  }
  const identityKey = signing.certificate.publicKey;
  if (equalBytes(identityKey, encryption.certificate.publicKey)) {
    return { ok: false, reason: "one-key", detail: "both certificates hold the same key" };
  }
  const hash = await hashOfText(signed.statement);
  const encryptKey = encryption.certificate.key;
  return {
    ok: true,
    identity: { user, uid, sign, encrypt, identityKey, encryptKey, hash, prev },
  };
}

/** Whether `next` follows `before` by the word of the same key: a renewal, not a new identity. */
export function follows(before: VerifiedIdentity, next: VerifiedIdentity): boolean {
  return next.user === before.user && next.prev === before.hash &&
    equalBytes(next.identityKey, before.identityKey);
}
