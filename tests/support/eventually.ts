/** Waits that look again and again, until what they wait for is there or their patience is over. */

import { Patience } from "./patience.ts";

const STEP_MS = 25;

/**
 * Repeats `check` until it no longer throws.
 *
 * @param quietMs its patience, in milliseconds of a quiet machine.
 * @throws what it threw last.
 */
export async function eventually(
  check: () => Promise<void> | void,
  quietMs = 10_000,
): Promise<void> {
  const patience = new Patience(quietMs);
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (patience.leftMs === 0) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

/**
 * Looks until `look` answers true.
 *
 * @param options.quietMs its patience, in milliseconds of a quiet machine.
 * @param options.stepMs between two looks.
 * @throws {Error} that names what did not come.
 */
export async function until(
  what: string,
  look: () => boolean | Promise<boolean>,
  { quietMs = 10_000, stepMs = 1 }: { quietMs?: number; stepMs?: number } = {},
): Promise<void> {
  const patience = new Patience(quietMs);
  while (!await look()) {
    if (patience.leftMs === 0) throw new Error(`It did not come: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
}
