/** What the embedded broker does beyond the port; `tests/conformance` has the port's promises. */

import assert from "node:assert/strict";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import { EmbeddedBroker } from "./broker.ts";
import { MAX_DEAD_LETTERS } from "./shard_queue.ts";

const log = () => {};

function isKind(kind: ErrorKind) {
  return (error: unknown) => error instanceof AppError && error.kind === kind;
}

Deno.test("everything submitted in one turn of the event loop comes as one batch", async () => {
  const broker = new EmbeddedBroker({ log });
  const { promise, resolve } = Promise.withResolvers<string[]>();
  await broker.consume(0, ({ texts }) => {
    resolve(texts);
    return Promise.resolve("done");
  });
  await Promise.all(["a", "b"].map((text) => broker.submit(0, [text])));
  await broker.submit(0, ["c"]); // a later microtask, the same turn
  assert.deepEqual(await promise, ["a", "b", "c"]);
  await broker.close();
});

Deno.test("a shard that nobody takes from refuses what is too much to keep", async () => {
  const broker = new EmbeddedBroker({ log });
  const text = "x".repeat(16 * 1024 * 1024);
  for (let i = 0; i < 4; i++) await broker.submit(0, [text]);
  await assert.rejects(broker.submit(0, ["x"]), isKind("unavailable"));
  const { promise, resolve } = Promise.withResolvers<void>();
  let taken = 0;
  await broker.consume(0, ({ texts }) => {
    taken += texts.length;
    if (taken === 4) resolve();
    return Promise.resolve("done");
  });
  await promise;
  await broker.close(); // the last batch is settled then
  assert.equal(taken, 4);
});

Deno.test("dead letters are kept for an operator, the last of them", async () => {
  const lines: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  let letters = 0;
  const broker = new EmbeddedBroker({
    log: (level, message) => lines.push(`${level} ${message}`),
    onDeadLetter: () => ++letters > MAX_DEAD_LETTERS && resolve(),
  });
  await broker.consume(0, () => Promise.resolve("dead-letter"));
  for (let i = 0; i <= MAX_DEAD_LETTERS; i++) await broker.submit(0, [`text ${i}`]);
  await promise;
  await broker.close();
  assert.equal(broker.deadLetters.length, MAX_DEAD_LETTERS);
  assert.deepEqual(broker.deadLetters[0]!.texts, ["text 1"]);
  assert.ok(lines.some((line) => /^error shard 0: .* set aside/.test(line)));
  assert.ok(!lines.join("\n").includes("text 1"), "the log holds no submission");
});

Deno.test("a node whose handler throws still gets the next events", async () => {
  const broker = new EmbeddedBroker({ log });
  const { promise, resolve } = Promise.withResolvers<string>();
  await broker.subscribe("n", ({ events: [event] }) => {
    if (event!.text === "bad") throw new Error("on purpose");
    resolve(event!.text);
  }, () => {});
  await broker.send("n", ["bad"]);
  await broker.send("n", ["good"]);
  assert.equal(await promise, "good");
  await broker.close();
});

Deno.test("closing tells of it, refuses what is new and rejects open requests", async () => {
  const broker = new EmbeddedBroker({ log });
  const states: string[] = [];
  broker.onState = (state, reason) => states.push(`${state} ${reason}`);
  const open = broker.call("q", "x", { timeoutMs: 60_000 });
  await Promise.all([broker.close(), assert.rejects(open, isKind("unavailable"))]);
  assert.deepEqual(states, ["down closed"]);
  await assert.rejects(broker.consume(0, () => Promise.resolve("done")), isKind("unavailable"));
  await assert.rejects(broker.call("q", "x", { timeoutMs: 1 }), isKind("unavailable"));
});

Deno.test("shards must be a positive integer", () => {
  assert.throws(() => new EmbeddedBroker({ shards: 0, log }), RangeError);
});
