import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { workerPair } from "../../tests/support/workers/worker_pair.ts";
import { serveCalls } from "../../workers/serve.ts";
import { openSearchIndex } from "./client.ts";
import { SEARCH_CALLS, type SearchContract } from "./contract.ts";

const USER = "00000000-0000-4000-8000-000000000001" as UserId;

/** The index of a worker that does what the test says. */
function openWith(
  calls: Partial<SearchContract["calls"]>,
  open: (user: UserId) => Promise<void> = () => Promise.resolve(),
) {
  const pair = workerPair();
  serveCalls<SearchContract>(pair.scope, {
    names: SEARCH_CALLS,
    async open(user) {
      await open(user);
      return { calls: calls as SearchContract["calls"] };
    },
  });
  return { ...pair, index: openSearchIndex(USER, pair.worker) };
}

const never = () => new Promise<never>(() => {});

Deno.test("answers go to the calls that they are for, in whatever order they come", async () => {
  const opened: UserId[] = [];
  const added = Promise.withResolvers<void>();
  const { index } = openWith({
    add: () => added.promise,
    covered: () => Promise.resolve(new Map()),
  }, (user) => Promise.resolve(void opened.push(user)));
  const adding = index.add([]);
  assert.deepEqual(await index.covered(), new Map());
  added.resolve();
  await adding;
  assert.deepEqual(opened, [USER]);
});

Deno.test("a refusal of the worker keeps its kind and its words", async () => {
  const refusal = { kind: "storage-full", message: "No room." } as const;
  const { index } = openWith({
    remove: () => Promise.reject(new AppError(refusal.kind, refusal.message)),
  });
  await assert.rejects(index.remove([]), refusal);
});

Deno.test("when the store does not open, every call is told why", async () => {
  const { index } = openWith(
    { covered: () => Promise.resolve(new Map()) },
    () => Promise.reject(new AppError("unavailable", "Blocked.")),
  );
  await assert.rejects(index.covered(), { message: "Blocked." });
  await assert.rejects(index.covered(), { message: "Blocked." });
});

Deno.test("after the worker died or was closed nothing waits for ever", async () => {
  const died = openWith({ covered: never });
  const waiting = died.index.covered();
  died.crash("out of memory");
  await assert.rejects(waiting, { kind: "unavailable" });

  const closed = openWith({ covered: never });
  const asked = closed.index.covered();
  closed.index.close();
  await assert.rejects(asked, { kind: "unavailable" });
  assert.equal(closed.worker.terminated, true);
});
