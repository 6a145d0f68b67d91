/** What a page holds. */

import type { Visitor } from "../../tests/support/browser.ts";

/** Bytes of JavaScript objects that are in use, after a collection. */
export async function heapBytes({ context, page }: Visitor): Promise<number> {
  const session = await context.newCDPSession(page);
  try {
    await session.send("HeapProfiler.enable");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize;
  } finally {
    await session.detach();
  }
}
