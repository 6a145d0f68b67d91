/** Signs certificates and CRLs, each after an inspection of the bytes to be signed. */

import { type Bytes, equalBytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { readSequence } from "../../x509/der_reader.ts";
import { Tag } from "../../x509/der_tags.ts";
import { bitString, sequence } from "../../x509/der_writer.ts";
import { bitStringOctets } from "../../x509/der_values.ts";
import { sha256WithRsa, verifySignature } from "../../x509/signature.ts";
import type { Signer } from "./sources.ts";
import { x509 } from "./x509.ts";

/** A key of the authority. */
export interface IssuerKey {
  /** SubjectPublicKeyInfo, DER. */
  spki: Bytes;
  signer: Signer;
}

/** Looks at the bytes that are about to be signed, and throws where they must not be. */
export type Inspection = (tbs: Bytes) => unknown;

/** All of a certificate but its signature. */
export type CertificateContent = Required<
  Pick<
    x509.X509CertificateCreateWithKeyParams,
    "serialNumber" | "issuer" | "subject" | "notBefore" | "notAfter" | "publicKey" | "extensions"
  >
>;

/** Inspects, then signs, a certificate. DER. @throws {AppError} `internal` on a wrong signature. */
export function signCertificate(
  content: CertificateContent,
  key: IssuerKey,
  inspect: Inspection,
): Promise<Bytes> {
  return sign(
    key,
    inspect,
    (signingKey, crypto) =>
      x509.X509CertificateGenerator.create({ ...content, signingKey }, crypto),
  );
}

/**
 * Inspects, then signs, a CRL.
 *
 * @param tbs TBSCertList, DER.
 * @returns CertificateList, DER.
 * @throws {AppError} `internal` on a wrong signature.
 */
export function signCrl(tbs: Bytes, key: IssuerKey, inspect: Inspection): Promise<Bytes> {
  return sign(key, inspect, async (signingKey, { subtle }) => {
    const signature = await subtle.sign(signingKey.algorithm, signingKey, tbs.slice().buffer);
    const list = sequence(tbs, sha256WithRsa(), bitString(new Uint8Array(signature)));
    return { rawData: list.buffer };
  });
}

type Generate = (signingKey: CryptoKey, crypto: Crypto) => Promise<{ rawData: ArrayBuffer }>;

/**
 * Lets the library generate, with the authority's signer in the place of WebCrypto's. So the very
 * bytes that the library wants signed are inspected first, and nothing reaches the key that was
 * not. Then makes sure of the outcome: that it holds those bytes, and that the signature is good,
 * because a faulty one would give the RSA key away.
 */
async function sign(
  { spki, signer }: IssuerKey,
  inspect: Inspection,
  generate: Generate,
): Promise<Bytes> {
  let inspected: Bytes | undefined;
  const subtle = {
    async sign(_algorithm: unknown, _key: unknown, tbs: ArrayBuffer): Promise<Bytes> {
      // A copy: the library keeps the buffer, and what was inspected must not change.
      const bytes = new Uint8Array(tbs.slice(0));
      await inspect(bytes);
      inspected = bytes;
      return await signer(bytes);
    },
  };
  const generated = await generate(KEY_HANDLE, { subtle } as unknown as Crypto);
  const der = new Uint8Array(generated.rawData);
  if (inspected === undefined || !await isSigned(der, inspected, spki)) {
    throw new AppError("internal", "The authority's key did not sign what it was to sign.");
  }
  return der;
}

/** All that the library reads of a key that it does not use itself. */
const KEY_HANDLE = {
  algorithm: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as unknown as CryptoKey;

async function isSigned(der: Bytes, tbs: Bytes, spki: Bytes): Promise<boolean> {
  const outer = readSequence(der);
  const signed = outer.element(Tag.SEQUENCE).bytes;
  const identifier = outer.element(Tag.SEQUENCE).bytes;
  const signature = bitStringOctets(outer.element(Tag.BIT_STRING));
  outer.end();
  return equalBytes(signed, tbs) && equalBytes(identifier, sha256WithRsa()) &&
    await verifySignature({ identifier, spki, data: tbs, signature });
}
