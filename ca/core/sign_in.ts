/** Checks a sign-in: the certificate's path, then that its key made the signature. */

import type { Bytes } from "../../protocol/encoding.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { PathReason } from "../../x509/reasons.ts";
import type { RevocationList } from "../../x509/revocation_list.ts";
import { PSS_SALT_BYTES } from "../../x509/signature.ts";
import { type CertifiedKey, validatePath } from "../../x509/validate_path.ts";
import type { SignInRefusal, SignInVerdict } from "../port.ts";

/** Path reasons that have a sign-in reason of their own; the rest are `unacceptable`. */
const REFUSALS: Partial<Record<PathReason, SignInRefusal>> = {
  "malformed": "malformed",
  "issuer-unknown": "issuer-unknown",
  // Whoever copies our names and key identifiers still lacks the key.
  "name-chaining": "issuer-unknown",
  "signature": "issuer-unknown",
  "not-yet-valid": "not-yet-valid",
  "expired": "expired",
  "revoked": "revoked",
  "ca-flagged-leaf": "wrong-usage",
  "key-usage": "wrong-usage",
  "extended-key-usage": "wrong-usage",
  "wrong-person": "wrong-person",
};

/** The sign-in reason for a path reason. */
export function refusalOf(reason: PathReason): SignInRefusal {
  return REFUSALS[reason] ?? "unacceptable";
}

export interface SignInProof {
  subject: UserId;
  /** DER, as the browser presents it. */
  certificate: Bytes;
  challenge: Bytes;
  /** RSA-PSS, SHA-256, salt 32, over `challenge`. */
  signature: Bytes;
}

/** Checks the certificate, then that its key made the signature. */
export async function checkSignIn(
  proof: SignInProof,
  authority: { chain: { root: Bytes; issuing: Bytes }; crl: RevocationList; now: Date },
): Promise<SignInVerdict> {
  const path = await validatePath({
    leaf: proof.certificate,
    intermediates: [authority.chain.issuing],
    anchor: authority.chain.root,
    crls: [authority.crl],
    time: authority.now,
    now: authority.now,
    purpose: "sign",
    subject: proof.subject,
  });
  if (!path.ok) return { ok: false, reason: refusalOf(path.reason), detail: path.detail };
  if (!await isSignedBy(path.certificate, proof)) {
    const detail = "The signature over the challenge is not by the certified key";
    return { ok: false, reason: "proof-failed", detail };
  }
  const { fingerprint, notAfter } = path.certificate;
  return { ok: true, fingerprint, notAfter };
}

async function isSignedBy({ publicKey }: CertifiedKey, proof: SignInProof): Promise<boolean> {
  const algorithm = { name: "RSA-PSS", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", publicKey, algorithm, false, ["verify"]);
  return await crypto.subtle.verify(
    { name: "RSA-PSS", saltLength: PSS_SALT_BYTES },
    key,
    proof.signature,
    proof.challenge,
  );
}
