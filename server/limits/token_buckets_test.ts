import assert from "node:assert/strict";
import { TokenBuckets } from "./token_buckets.ts";

function make(options: { perSecond?: number; burst?: number; maxBuckets?: number } = {}) {
  const clock = { ms: 1_000_000 };
  const buckets = new TokenBuckets({
    perSecond: 2,
    burst: 3,
    clock: () => clock.ms,
    ...options,
  });
  const takeAll = (key: string) => {
    let taken = 0;
    while (taken < 1000 && buckets.take(key)) taken++;
    return taken;
  };
  return { clock, buckets, takeAll };
}

Deno.test("a full bucket gives its burst and no more", () => {
  const { takeAll } = make();
  assert.equal(takeAll("a"), 3);
});

Deno.test("tokens come back at the rate, up to the burst", () => {
  const { clock, takeAll } = make();
  takeAll("a");
  clock.ms += 499;
  assert.equal(takeAll("a"), 0);
  clock.ms += 1;
  assert.equal(takeAll("a"), 1);
  clock.ms += 1000;
  assert.equal(takeAll("a"), 2);
  clock.ms += 3_600_000;
  assert.equal(takeAll("a"), 3);
});

Deno.test("asking in vain costs nothing", () => {
  const { clock, buckets } = make({ perSecond: 1, burst: 1 });
  assert.ok(buckets.take("a"));
  for (let ms = 0; ms < 900; ms += 30) {
    clock.ms += 30;
    assert.ok(!buckets.take("a"));
  }
  clock.ms += 101;
  assert.ok(buckets.take("a"));
});

Deno.test("each key has a bucket of its own, and a reset fills one", () => {
  const { buckets, takeAll } = make();
  takeAll("a");
  assert.equal(takeAll("b"), 3);
  buckets.reset("a");
  assert.equal(takeAll("a"), 3);
  assert.equal(takeAll("b"), 0);
});

Deno.test("a clock that is set back locks nobody out", () => {
  const { clock, buckets, takeAll } = make();
  takeAll("a");
  clock.ms -= 3_600_000;
  assert.ok(!buckets.take("a"));
  clock.ms += 500;
  assert.ok(buckets.take("a"));
});

Deno.test("full buckets are forgotten first, so that a bound on memory frees nobody", () => {
  const { clock, buckets, takeAll } = make({ maxBuckets: 3 });
  takeAll("spent 1");
  buckets.take("full");
  clock.ms += 501;
  takeAll("spent 1");
  takeAll("spent 2");
  assert.equal(takeAll("new"), 3);
  for (const key of ["spent 1", "spent 2", "new"]) assert.equal(takeAll(key), 0, key);
});

Deno.test("a flood of new keys drops the oldest and keeps the bound", () => {
  const { takeAll } = make({ maxBuckets: 3 });
  for (const key of ["a", "b", "c", "d"]) takeAll(key);
  assert.equal(takeAll("d"), 0);
  assert.equal(takeAll("a"), 3, "the oldest was forgotten");
});
