/** From Enter in one browser to the text on the screen of the other. */

import type { Visitor } from "../../tests/support/browser.ts";

interface Seen {
  seen: Map<string, number>;
}

/**
 * Sends `count` messages, one after the other, each when the one before was shown.
 *
 * @returns milliseconds of each, by the one clock of the machine.
 */
export async function measureSending(
  from: Visitor,
  to: Visitor,
  count: number,
): Promise<number[]> {
  await to.page.evaluate(() => {
    const { seen } = Object.assign(globalThis, { seen: new Map<string, number>() }) as Seen;
    const look = () => {
      for (const text of document.querySelectorAll(".message__text")) {
        const said = text.textContent ?? "";
        if (said.startsWith("timed ") && !seen.has(said)) {
          // Shown is when the frame after this change is drawn.
          seen.set(said, 0);
          requestAnimationFrame(() => seen.set(said, performance.timeOrigin + performance.now()));
        }
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    const text = `timed ${i}`;
    await from.writing.fill(text);
    const sentAt = await from.writing.evaluate((field) => {
      const at = performance.timeOrigin + performance.now();
      field.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }),
      );
      return at;
    });
    await to.page.waitForFunction(
      (text) => ((globalThis as unknown as Seen).seen.get(text) ?? 0) > 0,
      text,
      { polling: 5 },
    );
    const shownAt = await to.page.evaluate(
      (text) => (globalThis as unknown as Seen).seen.get(text)!,
      text,
    );
    found.push(shownAt - sentAt);
  }
  return found;
}
