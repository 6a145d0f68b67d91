/** Conversations over the running server, with bots that speak the whole end-to-end protocol. */

import assert from "node:assert/strict";
import { NEW_CHAIN } from "../../e2ee/envelope.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { enrol, enrolHalfway, register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { type Fixture, killAndRestart, startFixture } from "../support/fixture.ts";
import { laterRefusalOf } from "../support/refusals.ts";

let fixture: Fixture;
let origin: string;
let ana: Bot;
let bo: Bot;
let cy: Bot;

Deno.test.beforeAll(async () => {
  fixture = await startFixture({ env: { TW_MESSAGES_PER_SECOND: "1000" } });
  ({ origin } = fixture.server);
  const join = async (uid: string) => Bot.connect(origin, await register(origin, uid));
  [ana, bo, cy] = await Promise.all([join("ana"), join("bo"), join("cy")]);
});
Deno.test.afterAll(async () => {
  await Promise.all([ana, bo, cy].map((bot) => bot.wire.close()));
  await fixture.close();
});

Deno.test("two people talk one to one, both ways", async () => {
  const dm = await ana.openDirect(bo.id);
  assert.equal(await bo.openDirect(ana.id), dm);
  await ana.send(dm, "Did the seeds come?");
  await bo.waitForText(dm, "Did the seeds come?");
  await bo.send(dm, "They did 🌱");
  await ana.waitForText(dm, "They did 🌱");
});

Deno.test("the other person is told of a new direct conversation", async () => {
  const dm = await ana.openDirect(cy.id);
  const announced = await cy.wire.waitFor<
    { type: "conversation"; conversation: ConversationSummary }
  >(
    (frame) => frame.type === "conversation" && frame.conversation.id === dm,
  );
  assert.deepEqual(new Set(announced.conversation.members), new Set([ana.id, cy.id]));
});

Deno.test("people of an open room read what is said after they joined, and not before", async () => {
  const room = await ana.createRoom("Garden", "open");
  await ana.send(room, "before bo");
  const { rooms } = await bo.wire.ask({ type: "rooms" });
  assert.deepEqual(rooms.find(({ id }) => id === room)?.name, "Garden");
  await bo.join(room);
  await ana.sync(room);
  await ana.send(room, "after bo");
  await bo.waitForText(room, "after bo");
  assert.deepEqual(bo.texts(room), ["after bo"]);
  assert.deepEqual(ana.texts(room), ["before bo", "after bo"]);
});

Deno.test("a member who was removed gets nothing more, and is told", async () => {
  const room = await ana.createRoom("Board", "invite");
  await ana.change(room, { type: "add", subject: bo.id });
  await bo.wire.waitFor((frame) => frame.type === "conversation" && frame.conversation.id === room);
  await bo.open(room);
  await ana.send(room, "bo may read this");
  await bo.waitForText(room, "bo may read this");
  const sealed = await bo.seal(room, "I am still here");
  await ana.change(room, { type: "remove", subject: bo.id });
  await bo.wire.waitFor((frame) => frame.type === "left" && frame.conv === room);
  await ana.send(room, "bo may not read this");

  const asked = await laterRefusalOf(
    bo.wire.ask({ type: "sync", conv: room, after: 0, limit: 10 }),
  );
  assert.equal(asked.kind, "forbidden");
  // What bo sealed while he was in is refused too.
  const sent = await laterRefusalOf(
    bo.wire.ask({ type: "submit", conv: room, kind: "message", body: sealed.body }),
  );
  assert.deepEqual([sent.kind, sent.reason], ["forbidden", "not-a-member"]);
  assert.ok(!bo.texts(room).includes("bo may not read this"));
});

Deno.test("nobody joins a room that is by invitation", async () => {
  const room = await ana.createRoom("Closed", "invite");
  const log = await laterRefusalOf(cy.wire.ask({ type: "control-log", conv: room, after: 0 }));
  assert.equal(log.kind, "forbidden");
});

Deno.test("a message to a room one is not in is refused", async () => {
  const open = await ana.createRoom("Open field", "open");
  await ana.send(open, "for members");
  await cy.open(open);
  const page = await ana.wire.ask({ type: "sync", conv: open, after: 0, limit: 50 });
  const message = page.items.find(({ kind }) => kind === "message")!;
  const replayed = await laterRefusalOf(
    cy.wire.ask({ type: "submit", conv: open, kind: "message", body: message.body as never }),
  );
  assert.deepEqual([replayed.kind, replayed.reason], ["forbidden", "sender"]);
});

Deno.test("an envelope cannot be handed in for another conversation", async () => {
  const dm = await ana.openDirect(bo.id);
  const other = await ana.createRoom("Elsewhere", "open");
  await ana.ensureEpoch(dm);
  const { body } = await ana.seal(dm, "for bo only");
  const refused = await laterRefusalOf(
    ana.wire.ask({ type: "submit", conv: other, kind: "message", body }),
  );
  assert.deepEqual([refused.kind, refused.field], ["invalid", "conv"]);
});

Deno.test("a message sealed before the members changed is refused as stale", async () => {
  const room = await ana.createRoom("Moving", "open");
  await ana.ensureEpoch(room);
  const { body } = await ana.seal(room, "sealed early");
  await bo.join(room);
  const refused = await laterRefusalOf(
    ana.wire.ask({ type: "submit", conv: room, kind: "message", body }),
  );
  assert.deepEqual([refused.kind, refused.reason], ["stale", "epoch"]);
});

Deno.test("the same message handed in twice is archived once, with one receipt", async () => {
  const dm = await ana.openDirect(bo.id);
  await ana.ensureEpoch(dm);
  const { body } = await ana.seal(dm, "only once", NEW_CHAIN);
  const frame = { type: "submit", conv: dm, kind: "message", body } as const;
  const [first, second] = await Promise.all([
    ana.wire.ask(frame),
    ana.wire.ask(frame),
  ]);
  assert.equal(first.seq, second.seq);
  assert.deepEqual([first.duplicate, second.duplicate], [false, true]);
  const page = await ana.wire.ask({ type: "sync", conv: dm, before: 1e9, limit: 200 });
  assert.equal(page.items.filter(({ id }) => id === first.id).length, 1);
});

Deno.test("a person with new keys reads what is said from then on", async () => {
  const di = await register(origin, "di");
  const dm = await ana.openDirect(di.user.id);
  await ana.send(dm, "to the old keys");
  const renewed = await enrol(origin, di);
  await ana.wire.waitFor((frame) => frame.type === "identity" && frame.user === di.user.id);
  await ana.refreshTrust();
  await ana.send(dm, "to the new keys");
  const bot = await Bot.connect(origin, renewed);
  await bot.openDirect(ana.id);
  await bot.waitForText(dm, "to the new keys");
  const closed = bot.shown.get(dm)!.filter(({ kind }) => kind === "placeholder");
  assert.equal(closed.length, 1);
  await bot.wire.close();
});

Deno.test("who stops half-way through an enrolment stalls nobody", async () => {
  const fay = await register(origin, "fay");
  const room = await ana.createRoom("Stall", "open");
  await ana.change(room, { type: "add", subject: fay.user.id });
  await ana.send(room, "all in");
  await enrolHalfway(origin, fay);
  await ana.wire.waitFor((frame) => frame.type === "identity" && frame.user === fay.user.id);
  await ana.refreshTrust();
  await ana.send(room, "without fay");
  await bo.join(room);
  await ana.sync(room);
  await ana.send(room, "and with bo");
  await bo.waitForText(room, "and with bo");
});

Deno.test("history is read in pages, backwards and forwards, without a gap", async () => {
  const dm = await bo.openDirect(cy.id);
  for (let i = 1; i <= 25; i++) await bo.send(dm, `line ${i}`);
  const all = await bo.wire.ask({ type: "sync", conv: dm, after: 0, limit: 200 });
  const places = all.items.map(({ seq }) => seq);
  assert.deepEqual(places, places.map((_, i) => i + 1));
  const last = await bo.wire.ask({
    type: "sync",
    conv: dm,
    before: all.head + 1,
    limit: 10,
  });
  assert.deepEqual(last.items.map(({ seq }) => seq), places.slice(-10));
  assert.equal(last.more, true);
  assert.equal(last.epochs.length, 1);
});

Deno.test("what was acknowledged survives SIGKILL, once, and the rest can be sent again", async () => {
  const dm: ConversationId = await ana.openDirect(bo.id);
  const acknowledged: string[] = [];
  const sending = (async () => {
    for (let i = 0; i < 500; i++) {
      await ana.send(dm, `kill ${i}`);
      acknowledged.push(`kill ${i}`);
    }
  })().catch(() => {});
  while (acknowledged.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  await killAndRestart(fixture, { TW_MESSAGES_PER_SECOND: "1000" });
  await sending;
  const again = ({ account }: Bot) => Bot.connect(origin, account);
  [ana, bo, cy] = await Promise.all([again(ana), again(bo), again(cy)]);
  await bo.openDirect(ana.id);
  const texts = bo.texts(dm).filter((text) => text.startsWith("kill "));
  assert.deepEqual(texts.slice(0, acknowledged.length), acknowledged);
  // At most the one in flight came through without its answer.
  assert.ok(texts.length <= acknowledged.length + 1, `${texts.length} of ${acknowledged.length}`);
  assert.equal(new Set(texts).size, texts.length);
});
