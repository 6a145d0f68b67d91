import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { type Asker, Lookups, MAX_UNREAD_BYTES, READ_BYTES } from "./lookups.ts";

function asker(user: string): Asker & { unsentBytes: number; isClosed: boolean } {
  return { session: { user: user as UserId }, isClosed: false, unsentBytes: 0 };
}

/** Look-ups that end when they are told to. */
class Work {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, () => void>();

  of(name: string): () => Promise<string> {
    return () => {
      this.begun.push(name);
      return new Promise((resolve) => this.#ends.set(name, () => resolve(name)));
    };
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)!();
    await turn();
  }
}

/** The next one begins in another turn of the event loop. */
const turn = () => new Promise((resolve) => setTimeout(() => setTimeout(resolve)));

Deno.test("one person's look-ups go two at a time, whatever they ask at once", async () => {
  const [lookups, work, ada] = [new Lookups(), new Work(), asker("ada")];
  const answers = ["1", "2", "3", "4"].map((name) => lookups.run(ada, 100, work.of(name)));
  assert.deepEqual(work.begun, ["1", "2"]);
  await work.end("2");
  assert.deepEqual(work.begun, ["1", "2", "3"]);
  await work.end("1");
  await work.end("3");
  await work.end("4");
  assert.deepEqual(await Promise.all(answers), ["1", "2", "3", "4"]);
});

Deno.test("who asks a little is served between those who ask a lot", async () => {
  const [lookups, work] = [new Lookups(), new Work()];
  // Four greedy people fill every place of the node.
  for (const greedy of ["a", "b", "c", "d"]) {
    for (let i = 0; i < 50; i++) void lookups.run(asker(greedy), 1, work.of(`${greedy}${i}`));
  }
  assert.equal(work.begun.length, 8);
  void lookups.run(asker("modest"), 1, work.of("modest"));
  assert.equal(work.begun.length, 8);
  // Each of the others has one turn before.
  for (const ended of ["a0", "b0", "c0", "d0", "a1"]) await work.end(ended);
  assert.deepEqual(work.begun.slice(8), ["a2", "b2", "c2", "d2", "modest"]);
});

Deno.test("a window that reads nothing waits alone: the person's others and everybody go on", async () => {
  const [lookups, work] = [new Lookups(), new Work()];
  const [frozen, window2, bob] = [asker("ada"), asker("ada"), asker("bob")];
  const first = lookups.run(frozen, 1, work.of("first"));
  await work.end("first");
  assert.equal(await first, "first");
  frozen.unsentBytes = 3 * MAX_UNREAD_BYTES;
  void lookups.run(frozen, 1, work.of("frozen window"));
  void lookups.run(window2, 1, work.of("other window"));
  void lookups.run(bob, 1, work.of("bob"));
  assert.deepEqual(work.begun, ["first", "other window", "bob"]);
  await work.end("other window");
  // Beyond what a person may leave unread in all, each window reads one answer after the other.
  window2.unsentBytes = READ_BYTES;
  void lookups.run(window2, 1, work.of("more"));
  assert.deepEqual(work.begun.length, 3);
  window2.unsentBytes = READ_BYTES - 1;
  lookups.drained();
  await turn();
  assert.deepEqual(work.begun.slice(3), ["more"]);
  frozen.unsentBytes = 0;
  lookups.drained();
  await turn();
  assert.deepEqual(work.begun.slice(4), ["frozen window"]);
});

Deno.test("windows of one person take turns, however much one of them asks", async () => {
  const [lookups, work] = [new Lookups(), new Work()];
  const [greedy, modest] = [asker("ada"), asker("ada")];
  for (let i = 0; i < 20; i++) void lookups.run(greedy, 1, work.of(`greedy${i}`));
  void lookups.run(modest, 1, work.of("modest"));
  await work.end("greedy0");
  await work.end("greedy1");
  assert.deepEqual(work.begun, ["greedy0", "greedy1", "greedy2", "modest"]);
});

Deno.test("what waits is bounded by its bytes, of each window", async () => {
  const [lookups, work, ada] = [new Lookups(), new Work(), asker("ada")];
  const quarter = 256 * 1024;
  void lookups.run(ada, quarter, work.of("1"));
  void lookups.run(ada, quarter, work.of("2"));
  void lookups.run(ada, quarter, work.of("3"));
  void lookups.run(ada, quarter, work.of("4"));
  await assert.rejects(lookups.run(ada, 1, work.of("5")), { kind: "rate-limited" });
  void lookups.run(asker("ada"), quarter, work.of("other window"));
  void lookups.run(asker("bob"), quarter, work.of("bob"));
  assert.deepEqual(work.begun, ["1", "2", "bob"]);
});

Deno.test("a window that has closed asks nothing more, and is forgotten", async () => {
  const [lookups, work, ada] = [new Lookups(), new Work(), asker("ada")];
  ada.isClosed = true;
  await assert.rejects(lookups.run(ada, 1, work.of("late")), { kind: "unavailable" });
  assert.deepEqual(work.begun, []);
});

Deno.test("a socket that closes takes along what it waits for, and gives its room to the next", async () => {
  const [lookups, work] = [new Lookups(), new Work()];
  const [gone, stays] = [asker("ada"), asker("ada")];
  const answers = ["1", "2"].map((name) => lookups.run(gone, 1, work.of(name)));
  const dropped = lookups.run(gone, 512 * 1024, work.of("dropped"));
  gone.unsentBytes = 4 * MAX_UNREAD_BYTES;
  lookups.closed(gone);
  await assert.rejects(dropped, { kind: "unavailable" });
  const next = lookups.run(stays, 512 * 1024, work.of("next"));
  await work.end("1");
  await work.end("2");
  await Promise.all(answers);
  await work.end("next");
  assert.equal(await next, "next");
  assert.deepEqual(work.begun, ["1", "2", "next"]);
});

Deno.test("a look-up that fails gives its place back", async () => {
  const [lookups, work, ada] = [new Lookups(), new Work(), asker("ada")];
  for (let i = 0; i < 20; i++) {
    await assert.rejects(lookups.run(ada, 1, () => Promise.reject(new Error("gone"))), /gone/);
  }
  const after = lookups.run(ada, 1, work.of("after"));
  await turn();
  await work.end("after");
  assert.equal(await after, "after");
});
