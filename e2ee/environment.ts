/** The clock and the random source that the end-to-end core is given. */

import type { Bytes } from "../protocol/encoding.ts";

/** The current time, in milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number;

/** `length` bytes that nobody can guess (`crypto.getRandomValues` outside tests). */
export type RandomSource = (length: number) => Bytes;

/** The platform's random source. */
export function systemRandom(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** The clock's time as signed texts spell it. */
export function timeText(clock: Clock): string {
  return new Date(clock()).toISOString();
}
