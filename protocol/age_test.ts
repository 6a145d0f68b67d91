import assert from "node:assert/strict";
import { isYounger } from "./age.ts";

const HOUR_MS = 3_600_000;

Deno.test("what is younger than its limit is young, and at the limit no more", () => {
  assert.deepEqual([0, 4, 5, 6].map((age) => isYounger(100, 100 + age, 5)), [
    true,
    true,
    false,
    false,
  ]);
});

Deno.test("what never happened is not young", () => {
  assert.equal(isYounger(-Infinity, 0, HOUR_MS), false);
});

Deno.test("what a fast clock noted is not young once the clock is right again", () => {
  assert.equal(isYounger(2 * HOUR_MS, 0, 60_000), false);
  assert.equal(isYounger(1, 0, 60_000), false);
});
