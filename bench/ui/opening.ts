/** How long it takes until the chat can be used. */

import type { Visitor } from "../../tests/support/browser.ts";

/** Left in the page by the watch: milliseconds after the navigation began. */
interface Watched {
  usableMs?: number;
}

/**
 * Loads `/chat` again, `times` times, and measures from the beginning of the navigation until the
 * conversation of before stands and can be written to.
 *
 * @returns milliseconds of each.
 */
export async function measureOpening(visitor: Visitor, times: number): Promise<number[]> {
  const tab = await visitor.tab();
  const { page } = tab;
  await page.addInitScript(() => {
    const watched = globalThis as Watched;
    const isUsable = () =>
      document.querySelector("textarea") !== null && document.querySelector(".message") !== null;
    const watch = () => {
      if (isUsable()) watched.usableMs = performance.now();
      else requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    await page.goto("/chat");
    await page.waitForFunction(() => (globalThis as Watched).usableMs !== undefined);
    found.push(await page.evaluate(() => (globalThis as Watched).usableMs!));
  }
  await page.close();
  return found;
}
