/**
 * A person's two RSA-3072 key pairs. The identity key signs (RSASSA-PSS, SHA-256, 32-byte salt;
 * RFC 8017 8.1) and nothing else; the encryption key opens epoch secrets (RSAES-OAEP, SHA-256;
 * RFC 8017 7.1) and nothing else. The one exception, the proof of possession in the encryption
 * key's certification request, is explained in `csr.ts`.
 */

import { type Bytes, toBase64Url } from "../protocol/encoding.ts";
import type { Fingerprint } from "../protocol/ids.ts";
import { sha256 } from "./digest.ts";

const RSA_MODULUS_BITS = 3072;
const PSS_SALT_BYTES = 32;

const PSS = { name: "RSA-PSS", hash: "SHA-256" } as const;
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" } as const;
const SIGNATURE = { name: "RSA-PSS", saltLength: PSS_SALT_BYTES } as const;
const NEW_KEY = {
  modulusLength: RSA_MODULUS_BITS,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

/** Never one key for both uses. */
export interface PersonKeys {
  /** RSA-PSS pair: `sign` and `verify`. */
  sign: CryptoKeyPair;
  /** RSA-OAEP pair: `encrypt` and `decrypt`. */
  encrypt: CryptoKeyPair;
}

/**
 * New keys; takes 1 to 6 s. The private halves can be exported only when `extractable` is asked
 * for, which enrolment does for as long as it makes the certification requests and the vault;
 * `withoutExtraction` ends that.
 */
export async function generateKeys(
  options: { extractable?: boolean } = {},
): Promise<PersonKeys> {
  const { extractable = false } = options;
  const [sign, encrypt] = await Promise.all([
    crypto.subtle.generateKey({ ...PSS, ...NEW_KEY }, extractable, ["sign", "verify"]),
    crypto.subtle.generateKey({ ...OAEP, ...NEW_KEY }, extractable, ["encrypt", "decrypt"]),
  ]);
  return { sign, encrypt };
}

/** The same keys with private halves that no code can export. `keys` must be extractable. */
export async function withoutExtraction(keys: PersonKeys): Promise<PersonKeys> {
  return {
    sign: {
      privateKey: await importSigningKey(await exportPrivateKey(keys.sign.privateKey)),
      publicKey: keys.sign.publicKey,
    },
    encrypt: {
      privateKey: await importUnwrappingKey(await exportPrivateKey(keys.encrypt.privateKey)),
      publicKey: keys.encrypt.publicKey,
    },
  };
}

/** SubjectPublicKeyInfo, DER (RFC 5280 4.1.2.7), with the rsaEncryption identifier. */
export async function exportPublicKey(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("spki", key));
}

/** PKCS#8, DER (RFC 5208). @throws {DOMException} when the key is not extractable. */
export async function exportPrivateKey(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));
}

/** The identity key of a PKCS#8 text. @throws {TypeError} when it is not RSA-3072. */
export async function importSigningKey(pkcs8: Bytes, extractable = false): Promise<CryptoKey> {
  return ofExpectedSize(
    await crypto.subtle.importKey("pkcs8", pkcs8, PSS, extractable, ["sign"]),
  );
}

/** The encryption key of a PKCS#8 text. @throws {TypeError} when it is not RSA-3072. */
export async function importUnwrappingKey(pkcs8: Bytes, extractable = false): Promise<CryptoKey> {
  return ofExpectedSize(
    await crypto.subtle.importKey("pkcs8", pkcs8, OAEP, extractable, ["decrypt"]),
  );
}

/** Somebody's identity key, to check signatures. @throws {TypeError} when it is not RSA-3072. */
export async function importVerifyingKey(spki: Bytes): Promise<CryptoKey> {
  return ofExpectedSize(await crypto.subtle.importKey("spki", spki, PSS, true, ["verify"]));
}

/** Somebody's encryption key, to wrap for. @throws {TypeError} when it is not RSA-3072. */
export async function importWrappingKey(spki: Bytes): Promise<CryptoKey> {
  return ofExpectedSize(await crypto.subtle.importKey("spki", spki, OAEP, true, ["encrypt"]));
}

/** RSASSA-PSS signature over `bytes`, 384 bytes. */
export async function signBytes(key: CryptoKey, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, bytes));
}

/** Whether `signature` is the RSASSA-PSS signature of `key` over `bytes`. */
export function verifyBytes(key: CryptoKey, signature: Bytes, bytes: Bytes): Promise<boolean> {
  return crypto.subtle.verify(SIGNATURE, key, signature, bytes);
}

/** Name of a certificate: SHA-256 of its DER, base64url. */
export async function fingerprintOf(der: Bytes): Promise<Fingerprint> {
  return toBase64Url(await sha256(der)) as Fingerprint;
}

function ofExpectedSize(key: CryptoKey): CryptoKey {
  const { modulusLength, publicExponent } = key.algorithm as RsaKeyAlgorithm;
  const isF4 = publicExponent.length === 3 && publicExponent[0] === 1 && publicExponent[1] === 0 &&
    publicExponent[2] === 1;
  if (modulusLength !== RSA_MODULUS_BITS || !isF4) {
    throw new TypeError(
      `Cannot use this key as it must be RSA-${RSA_MODULUS_BITS} with exponent 65537: ` +
        `current modulus has ${modulusLength} bits`,
    );
  }
  return key;
}
