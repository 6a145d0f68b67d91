import assert from "node:assert/strict";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { clear, message, NOOR } from "../../tests/support/shown_items.ts";
import { CONV, Talk } from "../../tests/support/talk.ts";
import type { Floor } from "../store/tables.ts";
import { AppError } from "../../protocol/errors.ts";
import { Clearing } from "./clearing.ts";

function start(time: FakeTime, stored: { floor?: Floor | undefined; isAway?: boolean } = {}) {
  const talk = new Talk();
  talk.put(message(1, NOOR, "one"), message(2, NOOR, "two"));
  const purged: string[] = [];
  const clearing = new Clearing({
    store: {
      floor: () => Promise.resolve(stored.floor),
      setFloor: (_, floor) => {
        stored.floor = floor;
        return Promise.resolve();
      },
    },
    history: {
      setFloor: () => Promise.resolve(),
      purge: (conv) => {
        purged.push(conv);
        return Promise.resolve();
      },
    },
    now: () => time.now,
    load: () =>
      stored.isAway
        ? Promise.reject(new AppError("unavailable", "The server cannot be reached."))
        : Promise.resolve(talk.open),
    onChange() {},
  });
  return { talk, stored, clearing, purged };
}

Deno.test("clearing here hides at once, tells nobody, and is final after ten seconds", async () => {
  using time = new FakeTime();
  const { talk, stored, clearing, purged } = start(time);
  const { undo } = await clearing.clear(talk.open, { everywhere: false });
  assert.deepEqual([talk.fold.floor, stored.floor?.place], [2, 2]);
  assert.deepEqual(purged, []);
  await time.pass(10_000);
  assert.deepEqual(purged, [CONV]);
  assert.deepEqual(talk.posted, []);
  await assert.rejects(undo(), { reason: "final" });
});

Deno.test("what is undone was never sent", async () => {
  using time = new FakeTime();
  const { talk, stored, clearing, purged } = start(time);
  const { undo } = await clearing.clear(talk.open, { everywhere: true });
  await time.pass(9_000);
  await undo();
  await time.pass(60_000);
  assert.deepEqual([talk.fold.floor, stored.floor, talk.posted, purged], [0, undefined, [], []]);
});

Deno.test("clearing everywhere tells the other browsers after ten seconds", async () => {
  using time = new FakeTime();
  const { talk, stored, clearing } = start(time);
  await clearing.clear(talk.open, { everywhere: true });
  await time.pass(9_999);
  assert.deepEqual(talk.posted, []);
  await time.pass(1);
  assert.deepEqual(talk.posted, [clear(2)]);
  assert.deepEqual(stored.floor, { place: 2 });
});

Deno.test("a page that went before the ten seconds passed leaves it to the next", async () => {
  using time = new FakeTime();
  const stored = {};
  const first = start(time, stored);
  await first.clearing.clear(first.talk.open, { everywhere: true });
  first.clearing.stop();
  await time.pass(60_000);
  const next = start(time, stored);
  await next.clearing.resume([CONV]);
  await time.pass(1);
  assert.deepEqual(next.talk.posted, [clear(2)]);
});

Deno.test("what cannot be told without the server is told when it is back", async () => {
  using time = new FakeTime();
  const stored: { isAway?: boolean } = { isAway: true };
  const { talk, clearing } = start(time, stored);
  await clearing.clear(talk.open, { everywhere: true });
  await time.pass(10_000);
  assert.deepEqual(talk.posted, []);
  stored.isAway = false;
  await clearing.resume([CONV]);
  await time.pass(1);
  assert.deepEqual(talk.posted, [clear(2)]);
});

Deno.test("what is undone in one window is not told by another one", async () => {
  using time = new FakeTime();
  const stored = {};
  const one = start(time, stored);
  const { undo } = await one.clearing.clear(one.talk.open, { everywhere: true });
  const other = start(time, stored);
  await other.clearing.resume([CONV]);
  await undo();
  await time.pass(60_000);
  assert.deepEqual([one.talk.posted, other.talk.posted], [[], []]);
});

Deno.test("what a page hid and had no time to remove goes with the next page", async () => {
  using time = new FakeTime();
  const stored = {};
  const first = start(time, stored);
  await first.clearing.clear(first.talk.open, { everywhere: false });
  first.clearing.stop();
  const next = start(time, stored);
  await next.clearing.resume([CONV]);
  assert.deepEqual([first.purged, next.purged], [[], [CONV]]);
});
