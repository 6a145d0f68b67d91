/** The safety number of two people: 60 digits from their identity keys. */

import { type Bytes, concat, utf8 } from "../protocol/encoding.ts";
import type { UserId } from "../protocol/ids.ts";
import { TAGS } from "./digest.ts";

/** Rounds of SHA-512 per person: they add 12 bits of work to each guess at a matching key. */
const SAFETY_NUMBER_ROUNDS = 5200;

export interface SafetyNumberPerson {
  user: UserId;
  /** Identity key, SPKI. */
  identityKey: Bytes;
}

/**
 * The 60 digits that two people compare. Each half is 30 digits of one person's identity key:
 *
 *     H(0) = SHA-512("tw1/safety" || user id, 36 ASCII bytes || SPKI)
 *     H(i) = SHA-512(H(i-1) || SPKI)                                     i = 1 ... 5200
 *
 * of which the first 30 bytes are read as six 40-bit numbers, most significant byte first, each
 * modulo 100,000 and written with five digits. The smaller half (as text) comes first, so that both
 * people see the same number. (After Signal's numeric fingerprints.)
 */
export async function safetyNumber(
  a: SafetyNumberPerson,
  b: SafetyNumberPerson,
): Promise<string> {
  const halves = await Promise.all([halfOf(a), halfOf(b)]);
  return halves.sort().join("");
}

async function halfOf({ user, identityKey }: SafetyNumberPerson): Promise<string> {
  let hash = await sha512(concat(TAGS.safety, utf8(user), identityKey));
  for (let round = 0; round < SAFETY_NUMBER_ROUNDS; round++) {
    hash = await sha512(concat(hash, identityKey));
  }
  let digits = "";
  for (let at = 0; at < 30; at += 5) {
    let value = 0;
    for (const byte of hash.subarray(at, at + 5)) value = value * 256 + byte;
    digits += String(value % 100_000).padStart(5, "0");
  }
  return digits;
}

async function sha512(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-512", bytes));
}
