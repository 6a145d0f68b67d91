import assert from "node:assert/strict";
import { backoffMs } from "./backoff.ts";

Deno.test("delays double up to the cap and spread over their upper half", () => {
  const backoff = { baseMs: 100, capMs: 1000 };
  const attempts = [0, 1, 2, 3, 4, 2000];
  assert.deepEqual(attempts.map((attempt) => backoffMs(attempt, backoff, 0)), [
    50,
    100,
    200,
    400,
    500,
    500,
  ]);
  assert.equal(backoffMs(0, backoff, 0.5), 75);
  assert.equal(backoffMs(2000, backoff, 0.999), 999.5);
});
