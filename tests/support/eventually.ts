/** Repeats a check until it holds, or its time is up. */

const STEP_MS = 25;

/** Repeats `check` until it no longer throws. @throws what it threw last, after `timeoutMs`. */
export async function eventually(
  check: () => Promise<void> | void,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
