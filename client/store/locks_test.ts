import assert from "node:assert/strict";
import { FakeLocks } from "../../tests/support/fake_locks.ts";
import { AppError } from "../../protocol/errors.ts";
import { pageLocks, profileLocks } from "./locks.ts";

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

Deno.test("a page that stands still with a lock is not waited for, and begins anew when it wakes", async () => {
  const profile = new FakeLocks();
  const [stopped, other] = [1, 2].map(() => profileLocks(profile.tab().locks, 20));
  const gate = Promise.withResolvers<string>();
  const held = stopped!("a", () => gate.promise);
  const taken = assert.rejects(held, (error) => {
    return error instanceof AppError && error.kind === "unavailable";
  });
  assert.equal(await other!("a", () => Promise.resolve("mine")), "mine");
  await taken;
  gate.resolve("late");
  assert.equal(await stopped!("a", () => Promise.resolve("again")), "again");
});

Deno.test("who works longer than others wait for it, and ends with an error of its own, is told that error", async () => {
  const locks = profileLocks(new FakeLocks().tab().locks, 20);
  const own = new DOMException("The transaction was aborted.", "AbortError");
  await assert.rejects(locks("a", () => Promise.reject(own)), own);
});
