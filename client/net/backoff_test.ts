import assert from "node:assert/strict";
import { Backoff } from "./backoff.ts";

Deno.test("delays double from the least to the most and stay there", () => {
  const backoff = new Backoff({ minMs: 250, maxMs: 15_000, random: () => 0.999_999 });
  const delays = Array.from({ length: 9 }, () => Math.round(backoff.next()));
  assert.deepEqual(delays, [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

Deno.test("jitter takes at most half and never goes below the least", () => {
  const backoff = new Backoff({ minMs: 250, maxMs: 15_000, random: () => 0 });
  assert.deepEqual([backoff.next(), backoff.next(), backoff.next()], [250, 250, 500]);
});

Deno.test("a reset begins again; slower goes near the ceiling", () => {
  const backoff = new Backoff({ minMs: 250, maxMs: 16_000, random: () => 0 });
  backoff.slower();
  assert.equal(backoff.next(), 8000);
  backoff.reset();
  assert.equal(backoff.next(), 250);
});

Deno.test("many failures do not overflow", () => {
  const backoff = new Backoff({ minMs: 250, maxMs: 15_000, random: () => 0.5 });
  for (let i = 0; i < 5000; i++) assert.ok(backoff.next() <= 15_000);
});

Deno.test("impossible bounds are refused", () => {
  assert.throws(() => new Backoff({ minMs: 0, maxMs: 1, random: () => 0 }), RangeError);
  assert.throws(() => new Backoff({ minMs: 10, maxMs: 1, random: () => 0 }), RangeError);
});
