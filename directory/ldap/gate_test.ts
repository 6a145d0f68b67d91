import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { Gate } from "./gate.ts";

Deno.test("only so many run at a time, in order, and one more than may wait is turned away", async () => {
  const gate = new Gate({ maxRunning: 2, maxWaiting: 2 });
  const started: number[] = [];
  const finish: (() => void)[] = [];
  const enter = (number: number) =>
    gate.run(() => {
      started.push(number);
      return new Promise<void>((resolve) => finish.push(resolve));
    });
  const runs = [1, 2, 3, 4].map(enter);
  await assert.rejects(
    enter(5),
    (error) => error instanceof AppError && error.kind === "unavailable",
  );
  assert.deepEqual(started, [1, 2]);
  finish[0]!();
  await runs[0];
  assert.deepEqual(started, [1, 2, 3]);
  finish[1]!();
  await runs[1];
  assert.deepEqual(started, [1, 2, 3, 4]);
  finish[2]!();
  finish[3]!();
  await Promise.all(runs);
});

Deno.test("a failure makes room as well", async () => {
  const gate = new Gate({ maxRunning: 1, maxWaiting: 0 });
  await assert.rejects(gate.run(() => Promise.reject(new Error("no"))), /no/);
  assert.equal(await gate.run(() => Promise.resolve(7)), 7);
});
