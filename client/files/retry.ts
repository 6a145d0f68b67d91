/** Repeats a transfer that failed for a passing reason, after ever longer waits. */

import { AppError } from "../../protocol/errors.ts";
import { Backoff } from "../net/backoff.ts";
import { cancelled } from "./refusals.ts";

/** Some forty seconds, then the person is asked. */
const TRIES = 7;
const MIN_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

/** Waits; rejects with `cancelled` at once when `signal` aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Does `work` again, ever later, while its failure may pass by itself.
 *
 * @throws what it failed with at last.
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  { signal, sleep, random }: { signal: AbortSignal; sleep: Sleep; random: () => number },
): Promise<T> {
  const backoff = new Backoff({ minMs: MIN_DELAY_MS, maxMs: MAX_DELAY_MS, random });
  for (let tries = 1;; tries++) {
    if (signal.aborted) throw cancelled(signal);
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !mayPass(error)) throw error;
    }
    await sleep(backoff.next(), signal);
  }
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const { kind, reason, field } = error;
  return kind === "unavailable" || (kind === "rate-limited" && reason !== "files-pending") ||
    field === "content-digest"; // Damaged on its way.
}

export const timerSleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled(signal));
    const stop = () => {
      clearTimeout(timer);
      reject(cancelled(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
