/** RSA keys for tests, stored ones and new ones. */

import type { Bytes } from "../../protocol/encoding.ts";
import { PSS_SALT_BYTES } from "../../x509/signature.ts";
import storedKeys from "../../ca/testdata/rsa_keys.json" with { type: "json" };

/** An RSA pair whose private key may be used in any algorithm. */
export interface TestKeys {
  /** For RSASSA-PKCS1-v1_5, extractable. */
  publicKey: CryptoKey;
  privateKey: CryptoKey;
  /** SubjectPublicKeyInfo, DER. */
  spki: Bytes;
  pkcs8: Bytes;
}

const PKCS1 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/** Names of the keys that are kept in `ca/testdata/`, so that tests need not wait for new ones. */
export type TestKeyName = keyof typeof storedKeys;

const imported = new Map<TestKeyName, Promise<TestKeys>>();

/** One of the stored keys; `weak` has 2048 bits, the others 3072. */
export function testKeys(name: TestKeyName): Promise<TestKeys> {
  let keys = imported.get(name);
  if (!keys) {
    keys = testKeysFrom(Uint8Array.fromBase64(storedKeys[name]));
    imported.set(name, keys);
  }
  return keys;
}

/** The pair of a PKCS#8 private key. */
export async function testKeysFrom(pkcs8: Bytes): Promise<TestKeys> {
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, PKCS1, true, ["sign"]);
  const { kty, n, e } = await crypto.subtle.exportKey("jwk", privateKey);
  const jwk = { kty: kty!, n: n!, e: e! };
  const publicKey = await crypto.subtle.importKey("jwk", jwk, PKCS1, true, ["verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  return { publicKey, privateKey, spki, pkcs8 };
}

/** RSA-PSS, SHA-256, salt 32, as the browser proves its key at sign-in. */
export async function signPss(keys: { pkcs8: Bytes }, data: Bytes): Promise<Bytes> {
  const algorithm = { name: "RSA-PSS", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", keys.pkcs8, algorithm, false, ["sign"]);
  const parameters = { name: "RSA-PSS", saltLength: PSS_SALT_BYTES };
  return new Uint8Array(await crypto.subtle.sign(parameters, key, data));
}
