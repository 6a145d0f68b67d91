import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/ids.ts";
import { Conversation } from "./conversation.ts";
import { conversationIdOfDirect } from "./direct.ts";
import {
  countingRandom,
  DAY_MS,
  makeWorld,
  type TestPerson,
} from "../tests/support/e2ee/people.ts";
import { unwrapOwn } from "./wrap.ts";
import { inShort, TestClient, TestServer } from "../tests/support/e2ee/server.ts";

const world = await makeWorld();
const { ada, bob, cyd } = world;
const roomRandom = countingRandom(10_000);

async function direct(): Promise<{ server: TestServer; a: TestClient; b: TestClient }> {
  const members: readonly [UserId, UserId] = [ada.user, bob.user];
  const server = new TestServer(world, await conversationIdOfDirect(...members));
  return {
    server,
    a: new TestClient(world, server, ada, members),
    b: new TestClient(world, server, bob, members),
  };
}

/** A room of Ada's with `others` in it and one epoch for all. */
async function room(...others: TestPerson[]): Promise<{ server: TestServer; a: TestClient }> {
  const { conv, body } = await Conversation.createRoom({
    self: ada.author,
    name: "Kitchen",
    policy: "invite",
    clock: world.clock.now,
    random: roomRandom,
  });
  const server = new TestServer(world, conv);
  await server.take({ kind: "control", body });
  const a = new TestClient(world, server, ada);
  await a.sync();
  for (const { user } of others) await a.change({ type: "add", subject: user });
  await a.rekey([ada, ...others]);
  return { server, a };
}

Deno.test("two people talk: each reads what both wrote, and knows who did", async () => {
  const { a, b } = await direct();
  assert.equal(await a.conversation.newEpochNeeded([ada.identity, bob.identity]), "none");
  await a.rekey([ada, bob]);
  assert.equal(await a.conversation.newEpochNeeded([ada.identity, bob.identity]), undefined);
  await a.send("hello");
  await b.sync();
  await b.send("hi");
  assert.deepEqual(inShort(await a.sync()), ["hello", "hi"]);
  const shown = await b.sync();
  assert.deepEqual(inShort(shown), ["hi"]);
  const [first] = shown;
  assert.ok(first?.kind === "message" && first.sender === bob.user);
});

Deno.test("a direct conversation is found by its two people", async () => {
  const { server } = await direct();
  const found = await Conversation.direct({
    self: bob.author,
    peer: ada.user,
    resolver: world.directory,
    unwrap: () => Promise.reject(new Error("not asked")),
    clock: world.clock.now,
    random: countingRandom(),
  });
  assert.equal(found.conv, server.conv);
  assert.deepEqual(found.members.sort(), [ada.user, bob.user].sort());
});

Deno.test("a new member reads from the next epoch on, and sees the rest as closed", async () => {
  const { server, a } = await room(bob);
  await a.send("before");
  await a.change({ type: "add", subject: cyd.user });
  assert.equal(
    await a.conversation.newEpochNeeded([ada, bob, cyd].map((p) => p.identity)),
    "control",
  );
  await a.rekey([ada, bob, cyd]);
  await a.send("after");
  const c = new TestClient(world, server, cyd);
  const shown = await c.sync();
  assert.deepEqual(inShort(shown).slice(-4), ["no-secret", "record:add", "epoch:2", "after"]);
});

Deno.test("what was closed opens when it is fed again with its wrap at hand", async () => {
  const { server, a } = await room(bob);
  const kept = new Map(server.wraps);
  server.wraps.clear();
  await a.send("late");
  const b = new TestClient(world, server, bob);
  const first = await b.sync();
  assert.deepEqual(inShort(first).at(-1), "no-secret");
  for (const [key, wrap] of kept) server.wraps.set(key, wrap);
  const again = await b.conversation.addItems(server.items.slice(-1));
  assert.deepEqual(inShort(again), ["late"]);
});

Deno.test("a message is shown once, however often it is delivered", async () => {
  const { server, a } = await room(bob);
  await a.send("once");
  const b = new TestClient(world, server, bob);
  await b.sync();
  const last = server.items.slice(-1);
  assert.deepEqual(await b.conversation.addItems([...last, ...last]), []);
  const fresh = new TestClient(world, server, bob);
  const doubled = server.items.flatMap((item) => [item, { ...item }]);
  assert.deepEqual(
    inShort(await fresh.conversation.addItems(doubled)),
    ["record:create", "record:add", "epoch:1", "once"],
  );
});

Deno.test("calls that overlap give what calls in a row give", async () => {
  const { server, a } = await room(bob);
  for (const text of ["1", "2", "3", "4"]) await a.send(text);
  const b = new TestClient(world, server, bob);
  const shown = await Promise.all(server.items.map((item) => b.conversation.addItems([item])));
  assert.deepEqual(inShort(shown.flat()).slice(-4), ["1", "2", "3", "4"]);
});

Deno.test("history opens backwards, with the epochs that stand before each page", async () => {
  const { server, a } = await room(bob);
  const texts = ["1", "2", "3", "4", "5", "6"];
  for (const text of texts.slice(0, 3)) await a.send(text);
  await a.change({ type: "rename", name: "Cellar" });
  await a.rekey([ada, bob]);
  for (const text of texts.slice(3)) await a.send(text);

  const b = new TestClient(world, server, bob);
  await b.conversation.addControl(server.items);
  assert.equal(b.conversation.room?.name, "Cellar");
  const epochBefore = (seq: number) =>
    server.items.filter((item) => item.kind === "epoch" && item.seq < seq).slice(-1);
  const seen: string[] = [];
  for (let end = server.items.length; end > 0; end -= 2) {
    const page = server.items.slice(Math.max(0, end - 2), end);
    seen.unshift(...inShort(await b.conversation.addItems(page, epochBefore(page[0]!.seq))));
  }
  assert.deepEqual(seen, [
    "record:create",
    "record:add",
    "epoch:1",
    "1",
    "2",
    "3",
    "record:rename",
    "epoch:2",
    "4",
    "5",
    "6",
  ]);
});

Deno.test("a new epoch is needed when a member's encryption certificate changes", async () => {
  const { a } = await room(bob);
  const renewed = { ...bob.identity, encrypt: cyd.identity.encrypt };
  assert.equal(await a.conversation.newEpochNeeded([ada.identity, bob.identity]), undefined);
  assert.equal(await a.conversation.newEpochNeeded([ada.identity, renewed]), "identity");
  assert.equal(await a.conversation.newEpochNeeded([ada.identity]), "identity");
});

Deno.test("identities of people who are not members do not count", async () => {
  const { a } = await room(bob);
  const all = [ada, bob, cyd].map((person) => person.identity);
  assert.equal(await a.conversation.newEpochNeeded(all), undefined);
  const made = await a.conversation.makeEpoch(all);
  const wrapped = made.wraps.flatMap(({ wraps }) => wraps.map(({ user }) => user));
  assert.deepEqual(wrapped.sort(), [ada.user, bob.user].sort());
});

Deno.test("a member without a certificate is left out, by name", async () => {
  const { a } = await room(bob);
  const made = await a.conversation.makeEpoch([ada.identity]);
  assert.deepEqual(made.leftOut, [bob.user]);
});

Deno.test("an epoch is spent after seven days, and when it is dated far ahead", async () => {
  const { a } = await room(bob);
  const identities = [ada.identity, bob.identity];
  const before = world.clock.ms;
  world.clock.pass(7 * DAY_MS - 1);
  assert.equal(await a.conversation.newEpochNeeded(identities), undefined);
  world.clock.pass(1);
  assert.equal(await a.conversation.newEpochNeeded(identities), "age");
  world.clock.ms = before - DAY_MS - 1;
  assert.equal(await a.conversation.newEpochNeeded(identities), "age");
  world.clock.ms = before;
});

Deno.test("an epoch is spent after a thousand places", async () => {
  const { server, a } = await room(bob);
  const item = await a.send("far");
  const { place } = a.conversation.currentEpoch!;
  const identities = [ada.identity, bob.identity];
  await a.conversation.addItems([{ ...item, seq: place + 999 }]);
  assert.equal(await a.conversation.newEpochNeeded(identities), undefined);
  await a.conversation.addItems([{ ...server.items[0]!, seq: place + 1000 }]);
  assert.equal(await a.conversation.newEpochNeeded(identities), "messages");
});

Deno.test("who cannot open the current epoch makes a new one before writing", async () => {
  const { server } = await room(bob);
  server.wraps.clear();
  const b = new TestClient(world, server, bob);
  await b.sync();
  assert.equal(await b.conversation.newEpochNeeded([ada.identity, bob.identity]), "no-secret");
  await assert.rejects(b.seal("?"), (error) => error instanceof AppError && error.kind === "stale");
  const made = await b.rekey([ada, bob]);
  assert.equal(made.number, 2);
  await b.send("here I am");
  assert.deepEqual(inShort(await b.sync()), ["here I am"]);
});

Deno.test("a message may be sealed to an epoch that is handed in with it", async () => {
  const { server, a, b } = await direct();
  const made = await a.conversation.makeEpoch([ada.identity, bob.identity]);
  made.wraps.forEach((wraps) => server.keep(wraps));
  const payload = { type: "text", text: "at once" } as const;
  const sealed = await a.conversation.sealMessage(payload, a.chain, made);
  await server.take({ kind: "epoch", body: made.epoch });
  await server.take({ kind: "message", body: sealed.body });
  assert.deepEqual(inShort(await b.sync()), ["epoch:1", "at once"]);
});

Deno.test("of two epochs with one number the first counts, and its loser uses it", async () => {
  const { server, a, b } = await direct();
  const mine = await a.conversation.makeEpoch([ada.identity, bob.identity]);
  const theirs = await b.conversation.makeEpoch([ada.identity, bob.identity]);
  for (const made of [mine, theirs]) made.wraps.forEach((wraps) => server.keep(wraps));
  await server.take({ kind: "epoch", body: mine.epoch });
  await server.take({ kind: "epoch", body: theirs.epoch });
  assert.deepEqual(inShort(await b.sync()), ["epoch:1", "epoch-number"]);
  await b.send("with yours");
  assert.deepEqual(inShort(await a.sync()), ["epoch:1", "epoch-number", "with yours"]);
});

Deno.test("when no certificate can be had nothing changes, and a second try succeeds", async () => {
  const { server, a } = await room(bob);
  await a.send("hello");
  const b = new TestClient(world, server, bob);
  world.directory.unreachable = true;
  await assert.rejects(b.conversation.addItems(server.items), /network/);
  world.directory.unreachable = false;
  assert.equal(b.conversation.newestPlace, 0);
  assert.equal(inShort(await b.conversation.addItems(server.items)).at(-1), "hello");
});

Deno.test("messages that were left out by the server are counted", async () => {
  const { server, a } = await room(bob);
  await a.send("1");
  await a.send("2");
  await a.send("3");
  const b = new TestClient(world, server, bob);
  const shown = await b.conversation.addItems(server.items.toSpliced(4, 1));
  const missing = shown.map((one) => one.kind === "message" ? one.missing : undefined);
  assert.deepEqual(missing.slice(-2), [0, 1]);
});

Deno.test("who is not a member seals and rekeys nothing", async () => {
  const { server } = await room(bob);
  const c = new TestClient(world, server, cyd);
  await c.sync();
  assert.equal(c.conversation.isMember, false);
  const isForbidden = (error: unknown) => error instanceof AppError && error.kind === "forbidden";
  await assert.rejects(c.seal("?"), isForbidden);
  await assert.rejects(c.conversation.makeEpoch([ada.identity, cyd.identity]), isForbidden);
});

Deno.test("a page of messages asks for its epoch's secret once, and again after a failure", async () => {
  const { server, a } = await room(bob);
  for (const text of ["1", "2", "3"]) await a.send(text);
  let asked = 0;
  const view = new Conversation({
    self: bob.author,
    conv: server.conv,
    kind: "room",
    resolver: world.directory,
    unwrap: ({ id, manifest }) => {
      asked++;
      if (asked === 1) return Promise.reject(new Error("the network is down"));
      return unwrapOwn(server.wrapsOf(id, bob.user), manifest, () => bob.decryptKey);
    },
    clock: world.clock.now,
    random: countingRandom(),
  });
  const closed = await view.addItems(server.items);
  assert.deepEqual(inShort(closed).slice(-3), ["no-secret", "no-secret", "no-secret"]);
  assert.equal(asked, 1);
  const opened = await view.addItems(server.items);
  assert.deepEqual(inShort(opened).slice(-3), ["1", "2", "3"]);
  assert.equal(asked, 2);
});
