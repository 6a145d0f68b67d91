import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import { Batcher } from "./batcher.ts";

/** A flush under the test's hand, and the end of the turn of the event loop as well. */
function bench() {
  const flushes: {
    key: string;
    items: string[];
    resolve: () => void;
    reject: (e: Error) => void;
  }[] = [];
  const turn: (() => void)[] = [];
  return {
    flushes,
    batches: () => flushes.map(({ key, items }) => `${key}:${items.join()}`),
    endTurn: () => turn.splice(0).forEach((run) => run()),
    options: {
      flush: (key: string, items: string[]) =>
        new Promise<void>((resolve, reject) => flushes.push({ key, items, resolve, reject })),
      schedule: (run: () => void) => void turn.push(run),
      sizeOf: (item: string) => item.length,
    },
  };
}

Deno.test("items of one turn of the event loop go together, keys apart, in order", async () => {
  const { options, endTurn, batches, flushes } = bench();
  const batcher = new Batcher(options);
  const added = ["a", "b", "c"].map((item) => batcher.add("x", item));
  added.push(batcher.add("y", "d"));
  assert.deepEqual(batches(), []);
  endTurn();
  assert.deepEqual(batches(), ["x:a,b,c", "y:d"]);
  flushes.forEach(({ resolve }) => resolve());
  await Promise.all(added);
});

Deno.test("by itself it flushes in the same turn of the event loop", async () => {
  const batches: string[][] = [];
  const batcher = new Batcher<string, string>({
    flush: (_key, items) => {
      batches.push(items);
      return Promise.resolve();
    },
  });
  await Promise.all([batcher.add("x", "a"), Promise.resolve().then(() => batcher.add("x", "b"))]);
  assert.deepEqual(batches, [["a", "b"]]);
});

Deno.test("items gather while a flush of their key is in flight, and go when it ends", async () => {
  const { options, endTurn, batches, flushes } = bench();
  const batcher = new Batcher(options);
  const first = batcher.add("x", "a");
  endTurn();
  const later = [batcher.add("x", "b"), batcher.add("x", "c")];
  const other = batcher.add("y", "d");
  endTurn();
  assert.deepEqual(batches(), ["x:a", "y:d"]);
  flushes[0]!.resolve();
  await first;
  assert.deepEqual(batches(), ["x:a", "y:d", "x:b,c"]);
  flushes[1]!.resolve();
  flushes[2]!.resolve();
  await Promise.all([...later, other]);
});

Deno.test("a window of two keeps two flushes of a key in flight", async () => {
  const { options, endTurn, batches, flushes } = bench();
  const batcher = new Batcher({ ...options, window: 2 });
  const added = [batcher.add("x", "a")];
  endTurn();
  added.push(batcher.add("x", "b"));
  endTurn();
  added.push(batcher.add("x", "c"));
  endTurn();
  assert.deepEqual(batches(), ["x:a", "x:b"]);
  flushes[1]!.resolve();
  await added[1];
  assert.deepEqual(batches(), ["x:a", "x:b", "x:c"]);
  flushes[0]!.resolve();
  flushes[2]!.resolve();
  await Promise.all(added);
});

Deno.test("a flush holds no more than its bounds, but any one item", async () => {
  const byCount = bench();
  const counted = new Batcher({ ...byCount.options, maxItems: 2, window: 9 });
  const byBytes = bench();
  const sized = new Batcher({ ...byBytes.options, maxBytes: 4, window: 9 });
  const added = ["a", "b", "c", "d", "e"].map((item) => counted.add("x", item));
  added.push(...["aa", "bb", "c", "too large", "d"].map((item) => sized.add("x", item)));
  byCount.endTurn();
  byBytes.endTurn();
  assert.deepEqual(byCount.batches(), ["x:a,b", "x:c,d", "x:e"]);
  assert.deepEqual(byBytes.batches(), ["x:aa,bb", "x:c", "x:too large", "x:d"]);
  [...byCount.flushes, ...byBytes.flushes].forEach(({ resolve }) => resolve());
  await Promise.all(added);
});

Deno.test("a failed flush rejects each of its items and no other", async () => {
  const { options, endTurn, flushes } = bench();
  const batcher = new Batcher(options);
  const failing = [batcher.add("x", "a"), batcher.add("x", "b")];
  endTurn();
  const good = batcher.add("x", "c");
  flushes[0]!.reject(new Error("on purpose"));
  const results = await Promise.allSettled(failing);
  assert.deepEqual(results.map(({ status }) => status), ["rejected", "rejected"]);
  flushes[1]!.resolve();
  await good;
});

Deno.test("a flush that throws at once rejects its items too", async () => {
  const batcher = new Batcher<string, string>({
    flush: () => {
      throw new Error("on purpose");
    },
  });
  await assert.rejects(batcher.add("x", "a"), /on purpose/);
  await batcher.idle();
});

Deno.test("a full backlog refuses at once, until it has been flushed", async () => {
  const { options, endTurn, flushes } = bench();
  const batcher = new Batcher({ ...options, maxBacklogBytes: 3 });
  const first = batcher.add("x", "aaa");
  await assert.rejects(
    batcher.add("y", "b"),
    (error) => error instanceof AppError && error.kind === "unavailable",
  );
  endTurn();
  assert.equal(batcher.backlogBytes, 0);
  const second = batcher.add("y", "b");
  endTurn();
  flushes.forEach(({ resolve }) => resolve());
  await Promise.all([first, second]);
});

Deno.test("idle waits for what waits and what is in flight", async () => {
  const { options, endTurn, flushes } = bench();
  const batcher = new Batcher(options);
  await batcher.idle();
  const seen: string[] = [];
  const added = batcher.add("x", "a").then(() => seen.push("flushed"));
  const idle = batcher.idle().then(() => seen.push("idle"));
  endTurn();
  flushes[0]!.resolve();
  await Promise.all([added, idle]);
  assert.deepEqual(seen, ["flushed", "idle"]);
});

Deno.test("bounds that make no sense are refused", () => {
  const flush = () => Promise.resolve();
  assert.throws(() => new Batcher({ flush, window: 0 }), /window must be a positive integer/);
  assert.throws(() => new Batcher({ flush, maxItems: 1.5 }), RangeError);
});
