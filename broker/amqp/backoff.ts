/** How long to wait before the next attempt: exponential, capped, with jitter. */

export interface Backoff {
  /** First delay; it doubles with each attempt. */
  baseMs: number;
  /** Largest delay. */
  capMs: number;
}

/**
 * Delay before attempt `attempt` (from 0): exponential, capped, and spread over its upper half so
 * that the nodes of a deployment do not all come back in the same moment.
 *
 * @param random A number from 0 up to 1, as `Math.random()` gives.
 */
export function backoffMs(attempt: number, { baseMs, capMs }: Backoff, random: number): number {
  const fullMs = Math.min(capMs, baseMs * 2 ** attempt);
  return fullMs / 2 + random * fullMs / 2;
}
