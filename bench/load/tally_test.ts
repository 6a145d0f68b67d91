import assert from "node:assert/strict";
import { Tally } from "./tally.ts";

const [A, B] = [0, 1];
const expected = ["m1", "m2"].map((id) => ({ id, conv: 0, sender: A, members: [A, B] }));

Deno.test("a measurement is complete when every receipt and every delivery has come", async () => {
  const tally = new Tally(expected);
  tally.sent("m1", 10);
  tally.receipt("m1", 12);
  tally.delivered("m1", 5, A, 12);
  let isDone = false;
  const done = tally.complete().then(() => isDone = true);
  await Promise.resolve();
  assert.equal(isDone, false);
  tally.delivered("m1", 5, B, 14);
  await done;
  const { messages, deliveries, elapsedMs, receiptMs, deliveryMs, lost } = tally.result();
  assert.deepEqual(
    { messages, deliveries, elapsedMs, receiptMs, deliveryMs, lost },
    { messages: 1, deliveries: 2, elapsedMs: 4, receiptMs: [2], deliveryMs: [4], lost: 0 },
  );
});

Deno.test("what is lost, doubled or out of its place is counted", () => {
  const tally = new Tally(expected);
  tally.sent("m1", 0);
  tally.sent("m2", 0);
  for (
    const [id, seq, member] of [["m1", 5, A], ["m1", 5, A], ["m2", 7, A], ["m1", 5, B]] as const
  ) {
    tally.delivered(id, seq, member, 1);
  }
  tally.receipt("m1", 1);
  tally.receipt("m1", 1);
  const { lost, doubled, misordered } = tally.result();
  assert.deepEqual({ lost, doubled, misordered }, { lost: 2, doubled: 2, misordered: 1 });
});
