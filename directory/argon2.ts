/**
 * Argon2id password hashes in the PHC string format, as OpenLDAP's argon2 module and the embedded
 * directory store them. Costs 19 MiB and about 50 ms each, so servers call it through
 * `PasswordPool`, which keeps it off the event loop.
 */

import { argon2id } from "hash-wasm";
import { type Bytes, equalBytes } from "../protocol/encoding.ts";

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. */
export const ARGON2_PARAMETERS = {
  memoryKiB: 19456,
  passes: 2,
  lanes: 1,
  saltBytes: 16,
  hashBytes: 32,
} as const;

/** A stored hash asking for more than this is refused instead of eating the machine. */
const MAX_MEMORY_KIB = 256 * 1024;
const MAX_PASSES = 16;
const MAX_LANES = 8;

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/**
 * `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>` of a password. The salt is random unless given
 * (16 bytes).
 */
export async function hashArgon2(
  password: string,
  salt: Uint8Array = crypto.getRandomValues(new Uint8Array(ARGON2_PARAMETERS.saltBytes)),
): Promise<string> {
  const { memoryKiB, passes, lanes, hashBytes } = ARGON2_PARAMETERS;
  const hash = await derive(password, salt, memoryKiB, passes, lanes, hashBytes);
  const parameters = `m=${memoryKiB},t=${passes},p=${lanes}`;
  return `$argon2id$v=19$${parameters}$${toBase64(salt)}$${toBase64(hash)}`;
}

/**
 * Whether `password` is the one behind the PHC string; the comparison takes constant time.
 *
 * @throws {TypeError} when `phc` is no argon2id string within the bounds above.
 */
export async function verifyArgon2(password: string, phc: string): Promise<boolean> {
  const match = PHC.exec(phc);
  if (match === null) throw new TypeError("Cannot verify a password: not an argon2id PHC string");
  const [memoryKiB, passes, lanes] = match.slice(1, 4).map(Number) as [number, number, number];
  if (
    memoryKiB > MAX_MEMORY_KIB || passes < 1 || passes > MAX_PASSES || lanes < 1 ||
    lanes > MAX_LANES || memoryKiB < 8 * lanes
  ) {
    throw new TypeError("Cannot verify a password: argon2id parameters out of bounds");
  }
  const expected = fromBase64(match[5]!);
  const salt = fromBase64(match[4]!);
  return equalBytes(
    await derive(password, salt, memoryKiB, passes, lanes, expected.length),
    expected,
  );
}

async function derive(
  password: string,
  salt: Uint8Array,
  memorySize: number,
  iterations: number,
  parallelism: number,
  hashLength: number,
): Promise<Bytes> {
  const hash = await argon2id({
    password,
    salt,
    memorySize,
    iterations,
    parallelism,
    hashLength,
    outputType: "binary",
  });
  return hash as Bytes;
}

/** Unpadded standard base64, "B64" of the PHC string format. */
function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
}

function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
