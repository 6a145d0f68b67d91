import assert from "node:assert/strict";
import type { Write } from "../port.ts";
import { GroupCommit } from "./group_commit.ts";

/** A write that says which one it is. */
const write = (name: string) => ({ type: name }) as unknown as Write;
const names = (writes: Write[]) => writes.map(({ type }) => type as string).join("");

/** A group that keeps what it stored, and fails for transactions that hold `bad`. */
function groupOf(bad: string) {
  const stored: string[] = [];
  let run = () => {};
  const group = new GroupCommit({
    commit: (writes) => {
      if (names(writes).includes(bad)) throw new Error(`${bad} is bad`);
      stored.push(names(writes));
    },
    schedule: (given) => run = given,
  });
  return { group, stored, turn: () => run() };
}

Deno.test("batches of one turn share a transaction, in order; the next turn has its own", async () => {
  const { group, stored, turn } = groupOf("-");
  const first = [group.add([write("a"), write("b")]), group.add([write("c")])];
  assert.deepEqual(stored, []);
  turn();
  await Promise.all(first);
  const second = group.add([write("d")]);
  turn();
  await second;
  assert.deepEqual(stored, ["abc", "d"]);
});

Deno.test("a batch that cannot be stored does not take the others with it", async () => {
  const { group, stored, turn } = groupOf("x");
  const batches = ["a", "x", "b"].map((name) => group.add([write(name)]));
  turn();
  const results = await Promise.allSettled(batches);
  assert.deepEqual(results.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual(stored, ["a", "b"]);
});
