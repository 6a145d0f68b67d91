/** How a long conversation scrolls. */

import type { Visitor } from "../../tests/support/browser.ts";

/** Pixels that each frame scrolls by: about what a quick turn of a wheel does. */
const STEP_PX = 120;

export interface ScrollResult {
  /** Milliseconds between frames while nothing had to be loaded. */
  frameMs: number[];
  /** Elements in the log meanwhile. */
  elements: number;
}

/** Loads everything older by scrolling to the beginning again and again. */
export async function loadAll({ page, log }: Visitor, timeoutMs: number): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  const older = page.getByRole("button", { name: "Load older messages" });
  const beginning = log.locator(".beginning, .log__beginning").first();
  while (performance.now() < deadlineMs) {
    if (await beginning.isVisible()) return;
    await log.evaluate((scroller) => scroller.scrollTop = 0);
    if (await older.isVisible()) await older.click({ timeout: 2_000 }).catch(() => {});
    await page.waitForTimeout(20);
  }
  throw new Error("The conversation did not load to its beginning in time");
}

/** Scrolls through the loaded log for `seconds`, to the other end and back. */
export async function measureScrolling(
  { log }: Visitor,
  seconds: number,
): Promise<ScrollResult> {
  return await log.evaluate(async (scroller, { seconds, step }) => {
    const frameMs: number[] = [];
    let elements = 0;
    let direction = scroller.scrollTop > 0 ? -1 : 1;
    await new Promise<void>((resolve) => {
      const endMs = performance.now() + seconds * 1000;
      let beforeMs = performance.now();
      const turn = (nowMs: number) => {
        frameMs.push(nowMs - beforeMs);
        beforeMs = nowMs;
        const top = scroller.scrollTop;
        scroller.scrollTop = top + direction * step;
        if (scroller.scrollTop === top) direction = -direction;
        if (frameMs.length % 30 === 0) {
          elements = Math.max(elements, scroller.querySelectorAll("*").length);
        }
        if (nowMs < endMs) requestAnimationFrame(turn);
        else resolve();
      };
      requestAnimationFrame(turn);
    });
    return { frameMs: frameMs.slice(2), elements };
  }, { seconds, step: STEP_PX });
}
