/** Signatures over texts, and the checks of who signed that all of them share. */

import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from "../protocol/encoding.ts";
import { type Fingerprint, isFingerprint, type UserId } from "../protocol/ids.ts";
import { isTime } from "../protocol/strict.ts";
import { sha256 } from "./digest.ts";
import { signBytes, verifyBytes } from "./keys.ts";
import type { CertificateResolver, VerifiedCertificate } from "./resolver.ts";

/** Who says to have signed, with which certificate and when. */
export interface Signer {
  user: UserId;
  cert: Fingerprint;
  /** ISO 8601; the certificate is checked as of this moment. */
  time: string;
}

export type SignerRefusal = {
  ok: false;
  /**
   * `certificate`: the path check refused it, or it names somebody else (`detail` begins with the
   * path check's reason, or `wrong-person`). `identity-mismatch`: the certified key is not one
   * that was accepted for this person. `signature`: not by that key over these bytes.
   */
  reason: "certificate" | "identity-mismatch" | "signature";
  detail: string;
};

/** What is signed for a text: the tag and SHA-256 of the text's UTF-8 bytes. */
export async function signedBytesOfText(tag: Bytes, text: string): Promise<Bytes> {
  return concat(tag, await sha256(utf8(text)));
}

/** PS256 over `tag || SHA-256(text)`, base64url. */
export async function signText(key: CryptoKey, tag: Bytes, text: string): Promise<string> {
  return toBase64Url(await signBytes(key, await signedBytesOfText(tag, text)));
}

/**
 * Checks, in this order: certificate as of `signer.time`, that it names `signer.user`, that its key
 * is accepted for that person, the signature.
 *
 * @param signature base64url, already known to be of the right length.
 */
export async function verifySigner(
  signer: Signer,
  bytes: Bytes,
  signature: string,
  resolver: CertificateResolver,
): Promise<{ ok: true; certificate: VerifiedCertificate } | SignerRefusal> {
  if (!isFingerprint(signer.cert) || !isTime(signer.time)) {
    return { ok: false, reason: "certificate", detail: "malformed: no certificate is named" };
  }
  const resolved = await resolver.resolve(signer.cert, {
    time: new Date(signer.time),
    purpose: "sign",
  });
  if (!resolved.ok) {
    return {
      ok: false,
      reason: "certificate",
      detail: resolved.detail === "" ? resolved.reason : `${resolved.reason}: ${resolved.detail}`,
    };
  }
  const { certificate } = resolved;
  if (certificate.user !== signer.user) {
    return {
      ok: false,
      reason: "certificate",
      detail: `wrong-person: it names ${certificate.user}, not ${signer.user}`,
    };
  }
  if (!await resolver.acceptsIdentity(signer.user, certificate.publicKey)) {
    return {
      ok: false,
      reason: "identity-mismatch",
      detail: `the certified key is not one that was accepted for ${signer.user}`,
    };
  }
  if (!await verifyBytes(certificate.key, fromBase64Url(signature), bytes)) {
    return {
      ok: false,
      reason: "signature",
      detail: "it is not by the certified key over these bytes",
    };
  }
  return { ok: true, certificate };
}
