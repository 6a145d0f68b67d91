import assert from "node:assert/strict";
import { lineOf } from "./rows.ts";

Deno.test("the one line of a message is made in the time that its length allows", () => {
  // A list draws it for every change: what takes seconds here stops the page of all members.
  for (const text of ["\n".repeat(64_000), "\u2028".repeat(64_000), "> ".repeat(32_000)]) {
    const start = performance.now();
    const line = lineOf({ type: "text", text }, `${text}x`);
    const tookMs = performance.now() - start;
    assert.match(line, /x$/);
    assert.ok(tookMs < 1_000, `${JSON.stringify(text.slice(0, 4))}: ${tookMs} ms`);
  }
});
