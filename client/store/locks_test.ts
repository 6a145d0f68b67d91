import assert from "node:assert/strict";
import { pageLocks } from "./locks.ts";

Deno.test("work of one name runs one after the other, of two names side by side", async () => {
  const locks = pageLocks();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = locks("a", async () => {
    log.push("first in");
    await gate.promise;
    log.push("first out");
  });
  const second = locks("a", () => Promise.resolve(log.push("second")));
  await locks("b", () => Promise.resolve(log.push("other")));
  gate.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(log, ["first in", "other", "first out", "second"]);
});

Deno.test("failed work does not hold the lock", async () => {
  const locks = pageLocks();
  await assert.rejects(locks("a", () => Promise.reject(new Error("broken"))), /broken/);
  assert.equal(await locks("a", () => Promise.resolve("next")), "next");
});
