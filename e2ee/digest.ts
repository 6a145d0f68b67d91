/**
 * Hashes, and the tags that keep one kind of hashed or signed bytes from being read as another.
 * No tag is the beginning of another, and what follows a tag has fixed-length parts.
 */

import { type Bytes, toBase64Url, utf8 } from "../protocol/encoding.ts";

export const TAGS = {
  direct: utf8("tw1/dm"),
  control: utf8("tw1/control"),
  identity: utf8("tw1/identity"),
  epoch: utf8("tw1/epoch"),
  commit: utf8("tw1/commit"),
  recipients: utf8("tw1/recipients"),
  wrap: utf8("tw1/wrap"),
  message: utf8("tw1/msg"),
  envelope: utf8("tw1/env"),
  safety: utf8("tw1/safety"),
  file: utf8("tw1/file"),
  name: utf8("tw1/name"),
} as const;

/** SHA-256 of `bytes` (FIPS 180-4), 32 bytes. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** SHA-256 of the UTF-8 bytes of `text`, base64url: how records, manifests and headers are named. */
export async function hashOfText(text: string): Promise<string> {
  return toBase64Url(await sha256(utf8(text)));
}

/**
 * `value` as 8 bytes, most significant first.
 *
 * @throws {RangeError} when it is not an integer from 0 to 2^53 - 1.
 */
export function uint64(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`Cannot encode ${value} as an unsigned 64-bit integer`);
  }
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value));
  return out;
}
