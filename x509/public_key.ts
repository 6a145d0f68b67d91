/** Parses RSA public keys, checks their strength, and makes key identifiers. */

import type { Bytes } from "../protocol/encoding.ts";
import { readSequence } from "./der_reader.ts";
import { Tag } from "./der_tags.ts";
import { bitStringOctets, oidText, unsignedInteger } from "./der_values.ts";
import { must } from "./reasons.ts";
import { Algorithm } from "./oids.ts";

/** Smallest and largest RSA modulus that is accepted anywhere in a path, in bits. */
export const MIN_RSA_BITS = 3072;
export const MAX_RSA_BITS = 4096;
/** The one public exponent accepted. */
export const RSA_EXPONENT = 65537n;

export interface RsaPublicKey {
  modulus: bigint;
  exponent: bigint;
  /** Contents of subjectPublicKey, over which key identifiers are made (RFC 5280 4.2.1.2). */
  keyBytes: Bytes;
}

/**
 * Reads a SubjectPublicKeyInfo that holds an RSA key (RFC 3279 2.3.1: rsaEncryption, NULL).
 *
 * @throws {PathRefusal} `algorithm` on a key of another kind.
 * @throws {DerError}
 */
export function parseRsaPublicKey(spki: Bytes): RsaPublicKey {
  const outer = readSequence(spki);
  const algorithm = outer.enter();
  const kind = oidText(algorithm.element(Tag.OID));
  must(kind === Algorithm.RSA_ENCRYPTION, "algorithm", `The key is not RSA but ${kind}`);
  algorithm.element(Tag.NULL);
  algorithm.end();
  const keyBytes = bitStringOctets(outer.element(Tag.BIT_STRING));
  outer.end();
  const key = readSequence(keyBytes);
  const modulus = unsignedInteger(key.element(Tag.INTEGER));
  const exponent = unsignedInteger(key.element(Tag.INTEGER));
  key.end();
  return { modulus, exponent, keyBytes };
}

/**
 * Refuses an RSA key that is too small to trust or too large to work with.
 *
 * @throws {PathRefusal} `weak-key`
 */
export function checkKeyStrength(key: RsaPublicKey): void {
  const bits = key.modulus.toString(2).length;
  must(
    bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS,
    "weak-key",
    `The RSA key has ${bits} bits; ${MIN_RSA_BITS} to ${MAX_RSA_BITS} are accepted`,
  );
  must(
    key.exponent === RSA_EXPONENT,
    "weak-key",
    `The RSA exponent is ${key.exponent}; ${RSA_EXPONENT} is accepted`,
  );
}

/**
 * The key identifier of a key: the leftmost 160 bits of the SHA-256 of its subjectPublicKey
 * (RFC 7093 section 2, method 1).
 */
export async function keyIdentifierOf(spki: Bytes): Promise<Bytes> {
  const { keyBytes } = parseRsaPublicKey(spki);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", keyBytes)).slice(0, 20);
}
