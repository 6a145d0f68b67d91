/** Generates the authority's RSA keys, and signs with them. */

import type { Bytes } from "../../protocol/encoding.ts";
import { AUTHORITY_RSA_BITS } from "../core/profile.ts";
import type { Signer } from "../core/sources.ts";

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/** A new key of the authority: PKCS#8 and SubjectPublicKeyInfo, DER. */
export async function generateAuthorityKey(): Promise<{ pkcs8: Bytes; spki: Bytes }> {
  const pair = await crypto.subtle.generateKey(
    {
      ...ALGORITHM,
      modulusLength: AUTHORITY_RSA_BITS,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ["sign", "verify"],
  );
  return {
    pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    spki: new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)),
  };
}

/**
 * Signs with an authority's private key. The key cannot be exported again.
 *
 * @throws {DOMException} when `pkcs8` is not an RSA private key.
 */
export async function signerOf(pkcs8: Bytes): Promise<Signer> {
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]);
  return async (data) => new Uint8Array(await crypto.subtle.sign(ALGORITHM.name, key, data));
}
