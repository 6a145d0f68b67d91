/** Signature algorithms of certificates, CRLs and requests, and their verification. */

import { type Bytes, equalBytes } from "../protocol/encoding.ts";
import { DerReader, readSequence } from "./der_reader.ts";
import { contextConstructed, Tag } from "./der_tags.ts";
import { oidText, smallInteger } from "./der_values.ts";
import { explicit, integer, nullValue, oid, sequence } from "./der_writer.ts";
import { Algorithm } from "./oids.ts";
import { PathRefusal } from "./reasons.ts";

/** How a certificate, CRL or request was signed. */
export interface SignatureScheme {
  name: "RSASSA-PKCS1-v1_5" | "RSA-PSS";
  hash: "SHA-256" | "SHA-384" | "SHA-512";
}

/** Octets of salt in every PSS signature (`docs/protocol.md`, "Keys and certificates"). */
export const PSS_SALT_BYTES = 32;

const PKCS1_HASHES: Record<string, SignatureScheme["hash"]> = {
  [Algorithm.SHA256_WITH_RSA]: "SHA-256",
  [Algorithm.SHA384_WITH_RSA]: "SHA-384",
  [Algorithm.SHA512_WITH_RSA]: "SHA-512",
};

/** AlgorithmIdentifier of sha256WithRSAEncryption (RFC 4055 section 5: NULL parameters). */
export function sha256WithRsa(): Bytes {
  return sequence(oid(Algorithm.SHA256_WITH_RSA), nullValue());
}

/** AlgorithmIdentifier of RSASSA-PSS with SHA-256, MGF1 of it, salt 32 (RFC 4055 section 3.1). */
export function pssSha256(): Bytes {
  const sha256 = sequence(oid(Algorithm.SHA256), nullValue());
  const mgf1 = sequence(oid(Algorithm.MGF1), sha256);
  return sequence(
    oid(Algorithm.RSA_PSS),
    sequence(explicit(0, sha256), explicit(1, mgf1), explicit(2, integer(PSS_SALT_BYTES))),
  );
}

/**
 * The scheme that an AlgorithmIdentifier names.
 *
 * @throws {PathRefusal} `algorithm` on SHA-1 and on anything else that is not on the list.
 * @throws {DerError}
 */
export function parseScheme(identifier: Bytes): SignatureScheme {
  const reader = readSequence(identifier);
  const id = oidText(reader.element(Tag.OID));
  const hash = PKCS1_HASHES[id];
  if (hash !== undefined) {
    reader.element(Tag.NULL);
    reader.end();
    return { name: "RSASSA-PKCS1-v1_5", hash };
  }
  if (id !== Algorithm.RSA_PSS) {
    throw new PathRefusal("algorithm", `The signature algorithm ${id} is not accepted`);
  }
  const parameters = reader.enter();
  reader.end();
  readSha256(parameters.enter(contextConstructed(0)));
  const mask = parameters.enter(contextConstructed(1));
  const mgf = mask.enter();
  mask.end();
  requireId(oidText(mgf.element(Tag.OID)), Algorithm.MGF1);
  readSha256(mgf);
  const salt = parameters.enter(contextConstructed(2));
  if (smallInteger(salt.element(Tag.INTEGER)) !== PSS_SALT_BYTES) {
    throw new PathRefusal("algorithm", `A PSS salt must have ${PSS_SALT_BYTES} octets`);
  }
  salt.end();
  parameters.end();
  return { name: "RSA-PSS", hash: "SHA-256" };
}

/** AlgorithmIdentifier of SHA-256, with NULL or without parameters (RFC 4055 section 2.1). */
function readSha256(outer: DerReader): void {
  const identifier = outer.enter();
  outer.end();
  requireId(oidText(identifier.element(Tag.OID)), Algorithm.SHA256);
  identifier.optional(Tag.NULL);
  identifier.end();
}

function requireId(found: string, wanted: string): void {
  if (found !== wanted) {
    throw new PathRefusal("algorithm", `PSS with ${found} is not accepted where ${wanted} belongs`);
  }
}

/** Whether `signature` over `data` was made with the private half of the RSA key in `spki`. */
export async function verifySignature(input: {
  identifier: Bytes;
  spki: Bytes;
  data: Bytes;
  signature: Bytes;
}): Promise<boolean> {
  const { name, hash } = parseScheme(input.identifier);
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", input.spki, { name, hash }, false, ["verify"]);
  } catch (cause) {
    throw new PathRefusal("algorithm", "The public key cannot be used", { cause });
  }
  const parameters = name === "RSA-PSS" ? { name, saltLength: PSS_SALT_BYTES } : { name };
  return await crypto.subtle.verify(parameters, key, input.signature, input.data);
}

/** Whether the algorithm inside the signed part is the one outside it (RFC 5280 4.1.1.2). */
export function sameAlgorithm(inside: Bytes, outside: Bytes): boolean {
  return equalBytes(inside, outside);
}
