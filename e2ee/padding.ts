/** Pads plaintexts to doubling steps, so that a ciphertext's length says little. */

import type { Bytes } from "../protocol/encoding.ts";
import { AppError } from "../protocol/errors.ts";
import { MAX_PAYLOAD_BYTES } from "../protocol/limits.ts";

/** Smallest padded length, in bytes. Each further step doubles, up to `MAX_PAYLOAD_BYTES`. */
export const MIN_PADDED_BYTES = 256;
const LENGTH_BYTES = 4;

/** Padded length for a plaintext of `length` bytes: the least step that holds it and its length. */
function stepFor(length: number): number {
  let step = MIN_PADDED_BYTES;
  while (step < length + LENGTH_BYTES) step *= 2;
  return step;
}

/**
 * `plain` as: its length (4 bytes, big-endian), itself, zeros up to the step. What a watcher learns
 * of the size is one of eight steps.
 *
 * @throws {AppError} `too-large` over `MAX_PAYLOAD_BYTES`.
 */
export function pad(plain: Uint8Array): Bytes {
  const step = stepFor(plain.length);
  if (step > MAX_PAYLOAD_BYTES) {
    throw new AppError(
      "too-large",
      `This message is too long: it takes ${plain.length} bytes of at most ` +
        `${MAX_PAYLOAD_BYTES - LENGTH_BYTES}`,
    );
  }
  const padded = new Uint8Array(step);
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, LENGTH_BYTES);
  return padded;
}

/**
 * What `pad` was given, or undefined when `padded` is not what `pad` makes: another length, a step
 * that is larger than needed, or padding that is not zero.
 */
export function unpad(padded: Bytes): Bytes | undefined {
  if (padded.length < MIN_PADDED_BYTES || padded.length > MAX_PAYLOAD_BYTES) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - LENGTH_BYTES || stepFor(length) !== padded.length) return undefined;
  const end = LENGTH_BYTES + length;
  for (let at = end; at < padded.length; at++) if (padded[at] !== 0) return undefined;
  return padded.slice(LENGTH_BYTES, end);
}
