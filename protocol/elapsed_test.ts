import assert from "node:assert/strict";
import { elapsedMs } from "./elapsed.ts";

Deno.test("what was noted by a clock that was set back is as old as can be", () => {
  assert.equal(elapsedMs(1_000, 4_000), 3_000);
  assert.equal(elapsedMs(1_000, 1_000), 0);
  assert.equal(elapsedMs(7_200_000, 1_000), Infinity);
  assert.equal(elapsedMs(-Infinity, 1_000), Infinity);
});
