/** What the page and the worker of files say to each other: one call, one answer. */

import type { Sealing, SealingFailure } from "./sealing.ts";

export type SealingMethod = keyof Sealing;

export type Call = {
  [M in SealingMethod]: { id: number; method: M; args: Parameters<Sealing[M]> };
}[SealingMethod];

export type Answer =
  | { id: number; result: unknown }
  | { id: number; failure: SealingFailure };

/** What of `value` moves to the other side instead of being copied. */
export function movedOf(value: unknown): Transferable[] {
  if (value instanceof Uint8Array) return [value.buffer as ArrayBuffer];
  const sealed = (value as { sealed?: unknown } | undefined)?.sealed;
  return sealed instanceof Uint8Array ? [sealed.buffer as ArrayBuffer] : [];
}
