/** Parses and makes PKCS#10 certification requests (RFC 2986). */

import type { Bytes } from "../protocol/encoding.ts";
import { MAX_CSR_BYTES } from "../protocol/limits.ts";
import { DerReader, readSequence, readSingle } from "./der_reader.ts";
import { contextConstructed, DerError, Tag } from "./der_tags.ts";
import { bitStringOctets, smallInteger } from "./der_values.ts";
import { bitString, explicit, integer, sequence } from "./der_writer.ts";
import { EMPTY_NAME, parseName } from "./names.ts";
import { PSS_SALT_BYTES, pssSha256, sha256WithRsa } from "./signature.ts";

/** A PKCS#10 request (RFC 2986). Its subject and attributes do not count and are not kept. */
export interface CertificationRequest {
  /** The bytes under the signature. */
  info: Bytes;
  /** SubjectPublicKeyInfo, DER. */
  spki: Bytes;
  /** AlgorithmIdentifier of the signature. */
  algorithm: Bytes;
  signature: Bytes;
}

/** Reads a DER PKCS#10 request; does not check its signature. @throws {DerError} */
export function parseCertificationRequest(der: Bytes): CertificationRequest {
  if (der.length > MAX_CSR_BYTES) {
    throw new DerError(`Cannot read a request of more than ${MAX_CSR_BYTES} bytes`);
  }
  const outer = readSequence(der);
  const info = outer.element(Tag.SEQUENCE).bytes;
  const algorithm = outer.element(Tag.SEQUENCE).bytes;
  const signature = bitStringOctets(outer.element(Tag.BIT_STRING));
  outer.end();
  const reader = new DerReader(readSingle(info).contents);
  const version = smallInteger(reader.element(Tag.INTEGER));
  if (version !== 0) throw new DerError(`Cannot read PKCS#10 version ${version}`);
  parseName(reader.element(Tag.SEQUENCE).bytes);
  const spki = reader.element(Tag.SEQUENCE).bytes;
  reader.element(contextConstructed(0));
  reader.end();
  return { info, spki, algorithm, signature };
}

/**
 * Makes the PKCS#10 request (DER) that proves possession of `keys`. The subject is left empty, as
 * the authority takes it from the directory.
 *
 * @param keys an RSA pair with SHA-256 whose private key may `sign`: RSASSA-PKCS1-v1_5 or RSA-PSS.
 * An RSA-OAEP private key cannot sign; import its PKCS#8 as RSASSA-PKCS1-v1_5 for this one use.
 * @throws {TypeError} on a key of another algorithm.
 */
export async function makeCertificationRequest(
  keys: { publicKey: CryptoKey; privateKey: CryptoKey },
): Promise<Bytes> {
  const { name } = keys.privateKey.algorithm;
  if (name !== "RSASSA-PKCS1-v1_5" && name !== "RSA-PSS") {
    throw new TypeError(`Cannot sign a request with a key for ${name}`);
  }
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey));
  const info = sequence(integer(0), EMPTY_NAME.der, spki, explicit(0));
  const parameters = name === "RSA-PSS" ? { name, saltLength: PSS_SALT_BYTES } : { name };
  const signature = await crypto.subtle.sign(parameters, keys.privateKey, info);
  const algorithm = name === "RSA-PSS" ? pssSha256() : sha256WithRsa();
  return sequence(info, algorithm, bitString(new Uint8Array(signature)));
}
