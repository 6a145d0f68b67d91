import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { ADA, edit, idAt, message, NOOR, react, receipt } from "../../tests/support/shown_items.ts";
import { CONV, Talk } from "../../tests/support/talk.ts";
import { MAX_RECEIPT_MEMBERS, Receipts } from "./receipts.ts";

function start(time: FakeTime, { onScreen = true, sendsRead = true, isHidden = false } = {}) {
  const talk = new Talk();
  const state = { onScreen, sendsRead, isHidden };
  const receipts = new Receipts({
    self: ADA,
    now: () => time.now,
    sendsRead: () => state.sendsRead,
    isHidden: () => state.isHidden,
    find: () => talk.open,
    isOnScreen: () => state.onScreen,
  });
  return { talk, state, receipts };
}

Deno.test("what arrives in the background is delivered, what is on the screen is read", async () => {
  using time = new FakeTime();
  const { talk, state, receipts } = start(time, { onScreen: false });
  talk.put(message(1, NOOR, "hi"));
  receipts.look(CONV);
  await time.pass(300);
  assert.deepEqual(talk.posted, [receipt(1, "delivered")]);
  state.onScreen = true;
  receipts.look(CONV);
  await time.pass(3_000);
  assert.deepEqual(talk.posted.slice(1), [receipt(1, "read")]);
});

Deno.test("whoever hides does not say that something has arrived, and says what they have read", async () => {
  using time = new FakeTime();
  const { talk, state, receipts } = start(time, { onScreen: false, isHidden: true });
  talk.put(message(1, NOOR, "Are you there?"));
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, []);
  Object.assign(state, { onScreen: true, sendsRead: false });
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, []);
  state.sendsRead = true;
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, [receipt(1, "read")]);
});

Deno.test("many messages share a receipt every three seconds, and read covers delivered", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time);
  for (let seq = 1; seq <= 50; seq++) {
    talk.put(message(seq, NOOR, "x"));
    receipts.look(CONV);
    await time.pass(100);
  }
  await time.pass(10_000);
  assert.equal(talk.posted.length, 3);
  assert.deepEqual(talk.posted.at(-1), receipt(50, "read"));
});

Deno.test("nothing but what people write is acknowledged, and never one's own", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time);
  talk.put(
    message(1, ADA, "mine"),
    message(2, NOOR, receipt(1, "read")),
    message(3, NOOR, react(1, "👍")),
    message(4, NOOR, edit(1, "x")),
  );
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, []);
});

Deno.test("two browsers do not keep answering each other", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time);
  talk.put(message(1, NOOR, "hi"));
  for (let seq = 2; seq < 20; seq++) {
    receipts.look(CONV);
    await time.pass(4_000);
    // Whatever was posted stands in the log, and the other side answers it with a receipt.
    const posted = talk.posted.pop();
    if (posted === undefined) return assert.equal(seq, 3);
    talk.put(message(seq, ADA, posted));
  }
  assert.fail("they never stopped");
});

Deno.test("what a receipt of this person covers already is not told again after a reload", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time);
  talk.put(message(1, NOOR, "hi"), message(2, ADA, receipt(1, "read")));
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, []);
});

Deno.test("who does not tell what they read still tells what arrived", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time, { sendsRead: false });
  talk.put(message(1, NOOR, "hi"));
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, [{ type: "receipt", target: idAt(1), state: "delivered" }]);
});

Deno.test("in a large room nobody sends receipts", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time);
  for (let i = 0; i < MAX_RECEIPT_MEMBERS; i++) talk.members.push(`u${i}` as UserId);
  talk.put(message(1, NOOR, "hi"));
  receipts.look(CONV);
  await time.pass(10_000);
  assert.deepEqual(talk.posted, []);
});

Deno.test("a clock that was two hours fast and is set back holds no receipt up", async () => {
  using time = new FakeTime();
  const { talk, receipts } = start(time);
  time.now += 7_200_000;
  talk.put(message(1, NOOR, "x"));
  receipts.look(CONV);
  await time.pass(3_000);
  time.now -= 7_200_000;
  talk.put(message(2, NOOR, "y"));
  receipts.look(CONV);
  await time.pass(3_000);
  assert.deepEqual(talk.posted, [receipt(1, "read"), receipt(2, "read")]);
});
