import assert from "node:assert/strict";
import { Gate } from "./gate.ts";

const never = new AbortController().signal;

Deno.test("so many run at once, and the others follow in the order they came", async () => {
  const gate = new Gate(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const runs = ends.map(({ promise }, at) =>
    gate.run(never, () => {
      begun.push(at);
      return promise;
    })
  );
  await Promise.resolve();
  assert.deepEqual(begun, [0, 1]);
  ends[1]!.resolve();
  await runs[1];
  assert.deepEqual(begun, [0, 1, 2]);
  for (const { resolve } of ends) resolve();
  await Promise.all(runs);
  assert.deepEqual(begun, [0, 1, 2, 3]);
});

Deno.test("who gives up waiting takes no place, and a failure gives its place back", async () => {
  const gate = new Gate(1);
  const end = Promise.withResolvers<void>();
  const first = gate.run(never, () => end.promise);
  const stop = new AbortController();
  const second = gate.run(stop.signal, () => Promise.reject(new Error("must not run")));
  const third = gate.run(never, () => Promise.reject(new Error("on purpose")));
  stop.abort();
  await assert.rejects(second, { kind: "conflict", reason: "cancelled" });
  end.resolve();
  await first;
  await assert.rejects(third, /on purpose/);
  assert.equal(await gate.run(never, () => Promise.resolve(7)), 7);
  await assert.rejects(gate.run(stop.signal, () => Promise.resolve()), { reason: "cancelled" });
});
