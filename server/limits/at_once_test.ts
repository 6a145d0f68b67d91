import assert from "node:assert/strict";
import { AtOnce } from "./at_once.ts";

Deno.test("each has a bound of its own, and what ends makes room", () => {
  const atOnce = new AtOnce(2);
  assert.deepEqual([1, 2, 3].map(() => atOnce.enter("ada")), [true, true, false]);
  assert.ok(atOnce.enter("noor"));
  atOnce.leave("ada");
  assert.deepEqual([1, 2].map(() => atOnce.enter("ada")), [true, false]);
});
