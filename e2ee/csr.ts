/** Makes the certification request (PKCS#10) for one of a person's two keys. */

import { makeCertificationRequest } from "../x509/mod.ts";
import type { Bytes } from "../protocol/encoding.ts";
import { exportPrivateKey } from "./keys.ts";
import type { CertificatePurpose } from "./resolver.ts";

/**
 * Certification request (PKCS#10, RFC 2986), DER, for one of a person's two keys. Its signature
 * shows possession of the private key; whom the key is for is the directory's to say.
 *
 * The identity key signs as it always does (RSA-PSS, SHA-256). The encryption key cannot sign as
 * WebCrypto sees it, but a PKCS#10 request has no other proof than a signature: the same RSA key is
 * imported once more for RSASSA-PKCS1-v1_5 with SHA-256, signs this request and is dropped. That is
 * the only signature it ever makes. It is made over text of our own before anybody knows the key,
 * so it hands nobody an oracle, and a PKCS#1 signature block is no OAEP block.
 *
 * @param keyPair as `generateKeys` made it; the encryption pair must still be extractable.
 */
export async function makeCsr(
  keyPair: CryptoKeyPair,
  purpose: CertificatePurpose,
): Promise<Bytes> {
  if (purpose === "sign") return await makeCertificationRequest(keyPair);
  const pkcs8 = await exportPrivateKey(keyPair.privateKey);
  const privateKey = await crypto.subtle.importKey(
    "pkcs8",
    pkcs8,
    { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    false,
    ["sign"],
  );
  pkcs8.fill(0);
  return await makeCertificationRequest({ publicKey: keyPair.publicKey, privateKey });
}
