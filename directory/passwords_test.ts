import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import { type WorkerPair, workerPair } from "../tests/support/workers/worker_pair.ts";
import { serveCalls } from "../workers/serve.ts";
import { PASSWORD_CALLS, type PasswordContract } from "./password_contract.ts";
import { PasswordPool } from "./passwords.ts";

Deno.test("a pool hashes and verifies", async () => {
  const pool = new PasswordPool();
  try {
    const phc = await pool.hash("correct horse");
    assert.equal(await pool.verify("correct horse", phc), true);
    assert.equal(await pool.verify("wrong horse", phc), false);
    await assert.rejects(pool.verify("correct horse", "no hash"), {
      kind: "internal",
      cause: /not an argon2id/,
    });
    assert.equal(await pool.verify("correct horse", phc), true);
  } finally {
    pool.close();
  }
});

Deno.test("the event loop goes on turning while passwords are hashed", async () => {
  const pool = new PasswordPool();
  try {
    await pool.hash("starts the workers");
    let turns = 0;
    let done = false;
    const hashed = Promise.all(["a", "b", "c", "d"].map((each) => pool.hash(each)))
      .finally(() => done = true);
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turns++;
    }
    await hashed;
    // On this thread there would be a turn or two between two hashes.
    assert.ok(turns > 15, `${turns} turns`);
  } finally {
    pool.close();
  }
});

Deno.test("one more than may wait is turned away, and those who wait are served", async () => {
  const pool = new PasswordPool({ workers: 1, maxWaiting: 2 });
  try {
    const served = ["a", "b", "c"].map((each) => pool.hash(each));
    await assert.rejects(pool.hash("d"), (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.kind, "unavailable");
      return true;
    });
    assert.equal((await Promise.all(served)).length, 3);
  } finally {
    pool.close();
  }
});

Deno.test("closing refuses what runs, waits or comes later", async () => {
  const pool = new PasswordPool({ workers: 1 });
  const settled = Promise.allSettled([pool.hash("a"), pool.hash("b")]);
  pool.close();
  const outcomes = [...await settled, ...await Promise.allSettled([pool.hash("c")])];
  for (const outcome of outcomes) {
    assert.equal(outcome.status, "rejected");
    assert.equal((outcome.reason as AppError).kind, "unavailable");
  }
});

Deno.test("a worker that dies fails what it did, idle or busy, and another takes its place", async () => {
  const pairs: WorkerPair[] = [];
  const pool = new PasswordPool({
    workers: 1,
    start() {
      const pair = workerPair();
      pairs.push(pair);
      serveCalls<PasswordContract>(pair.scope, {
        names: PASSWORD_CALLS,
        open: () => ({
          calls: {
            hash: (password) => password === "" ? new Promise(() => {}) : Promise.resolve("phc"),
            verify: () => Promise.resolve(true),
          },
        }),
      });
      return pair.worker;
    },
  });
  const [lost, next] = [pool.hash(""), pool.hash("b")];
  const outcome = assert.rejects(lost, /The password worker died: out of memory/);
  pairs[0]!.crash("out of memory");
  await outcome;
  assert.equal(await next, "phc");
  pairs[1]!.crash("idle hands");
  assert.equal(await pool.hash("c"), "phc");
  assert.deepEqual(pairs.map(({ worker }) => worker.terminated), [true, true, false]);
  pool.close();
});
