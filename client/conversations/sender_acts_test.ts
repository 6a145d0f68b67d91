import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { ADA } from "../../tests/support/certificates.ts";
import { anyId } from "../../tests/support/members.ts";
import { Browser, startTalk } from "../../tests/support/loopback.ts";
import { wordsOf } from "../kinds/table.ts";

const gone = () => new AppError("unavailable", "The server cannot be reached.");
const isMessage = ({ kind }: { kind: string }) => kind === "message";

Deno.test("an edit shows at once, has no row, and reaches the other", async () => {
  const { ada, bob } = await startTalk();
  const [adas, bobs] = [await ada.open(), await bob.open()];
  await adas.say("tpyo");
  await adas.read();
  const target = adas.log.fold.contentAt(2)!.id;
  adas.sender.post({ type: "edit", target, text: "typo" });
  assert.equal(adas.log.fold.messageAt(2)?.text, "typo");
  assert.deepEqual(adas.sender.rows(), []);
  await adas.sender.flush();
  await bobs.log.catchUp();
  assert.equal(bobs.log.fold.messageAt(2)?.text, "typo");
  assert.deepEqual(await adas.context.store.wholeUnsent(), []);
});

Deno.test("what follows an act can look up the message that it names, where that is loaded", async () => {
  const { ada } = await startTalk();
  const page = await ada.open();
  const given: [type: string, target: string | undefined][] = [];
  page.context.handedIn = (_conv, payload, _id, fold) => {
    const named = "target" in payload ? fold.content(payload.target as ItemId) : undefined;
    given.push([payload.type, named?.id]);
    return Promise.resolve();
  };
  await page.say("taken back");
  await page.read();
  const target = page.log.fold.contentAt(2)!.id;
  for (const one of [target, anyId<ItemId>()]) {
    page.sender.post({ type: "delete", target: one });
    await page.sender.flush();
  }
  assert.deepEqual(given, [["text", undefined], ["delete", target], ["delete", undefined]]);
});

Deno.test("an edit that is refused is undone, and the log says so", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  await page.say("as it was");
  await page.read();
  server.faults.before = (frame) =>
    isMessage(frame) ? new AppError("forbidden", "Not now.") : undefined;
  page.sender.post({
    type: "edit",
    target: page.log.fold.contentAt(2)!.id,
    text: "otherwise",
  });
  await page.sender.flush();
  assert.equal(page.log.fold.messageAt(2)?.text, "as it was");
  assert.deepEqual(page.log.notices.map(({ text }) => text), ["Your edit was not taken. Not now."]);
  assert.deepEqual(await page.context.store.wholeOutbox(), []);
});

Deno.test("what is written before there is a key survives a reload, in order and once", async () => {
  const { server, ada, bob } = await startTalk();
  server.faults.before = () => gone();
  const first = await ada.open();
  first.sender.send("one");
  await first.say("two");
  assert.deepEqual(await first.context.store.wholeOutbox(), []);
  first.close();
  const [next, tab] = [await ada.open(), await ada.open()];
  for (const page of [next, tab]) {
    assert.deepEqual(page.sender.rows().map(({ payload, state }) => [wordsOf(payload), state]), [
      ["one", "sending"],
      ["two", "sending"],
    ]);
  }
  server.faults = {};
  await Promise.all([next.sender.flush(), tab.sender.flush()]);
  assert.deepEqual(await (await bob.open()).read(), ["one", "two"]);
  assert.deepEqual(await next.context.store.wholeUnsent(), []);
  await tab.read();
  assert.deepEqual(tab.sender.rows(), []);
  tab.close();
});

Deno.test("what waits in the store cannot be read there", async () => {
  const { server, ada } = await startTalk();
  server.faults.before = () => gone();
  const page = await ada.open();
  await page.say("nobody reads this");
  const [entry] = await page.context.store.wholeUnsent();
  assert.doesNotMatch(new TextDecoder().decode(entry!.sealed), /nobody/);
  const key = await page.context.store.localKey();
  assert.equal(key.extractable, false);
  page.close();
});

Deno.test("a message that could not be sealed is still failed after a reload", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  server.faults.before = () => new AppError("forbidden", "You may not do this.");
  await page.say("not sealed");
  const next = await ada.open();
  const [row] = next.sender.rows();
  assert.deepEqual([row?.state, row?.problem], ["failed", "You may not do this."]);
  server.faults = {};
  await next.sender.retry(row!.key);
  assert.deepEqual(await next.read(), ["not sealed"]);
  assert.deepEqual(await next.context.store.wholeUnsent(), []);
  server.faults.before = () => new AppError("forbidden", "You may not do this.");
  server.conversation = { ...server.conversation, epochSpent: true };
  await next.say("not wanted any more");
  next.sender.discard(next.sender.rows().at(-1)!.key);
  await next.sender.flush();
  assert.deepEqual((await ada.open()).sender.rows(), []);
});

Deno.test("a message that stays stale fails with words for people", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  await page.say("one");
  server.faults.before = (frame) =>
    isMessage(frame) ? new AppError("stale", "epoch: raw text of the router") : undefined;
  await page.say("two");
  const row = page.sender.rows().find(({ state }) => state === "failed");
  assert.match(row?.problem ?? "", /keys of this conversation kept changing/);
});

Deno.test("nobody makes a key for a receipt", async () => {
  const { server, ada, bob } = await startTalk();
  const [adas, bobs] = [await ada.open(), await bob.open()];
  await adas.say("hello");
  await bobs.read();
  const target = bobs.log.fold.contentAt(2)!.id;
  server.conversation = { ...server.conversation, epochSpent: true };
  const before = server.items.length;
  bobs.sender.post({ type: "receipt", target, state: "read" });
  await bobs.sender.flush();
  assert.equal(server.items.length, before);
  assert.equal(bobs.sender.isWaiting, false);
  assert.deepEqual(await bobs.context.store.wholeOutbox(), []);
  // Once somebody writes again there is a key, and the receipt goes through.
  await bobs.say("and you?");
  bobs.sender.post({ type: "receipt", target, state: "read" });
  await bobs.sender.flush();
  await adas.log.catchUp();
  assert.equal(adas.log.fold.messageAt(2)?.state, "read");
});

Deno.test("a receipt waits for the key that somebody's new certificate calls for", async () => {
  const { server, ada, bob } = await startTalk();
  const [adas, bobs] = [await ada.open(), await bob.open()];
  await adas.say("hello");
  await bobs.read();
  await Browser.enrol(server, ADA, { sign: "adaSign", encrypt: "spare" });
  await bobs.context.identities.load([ADA.id]);
  const before = server.items.length;
  bobs.sender.post({
    type: "receipt",
    target: bobs.log.fold.contentAt(2)!.id,
    state: "read",
  });
  await bobs.sender.flush();
  assert.equal(server.items.length, before);
});

Deno.test("a receipt in a conversation without any key is dropped", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  page.sender.post({ type: "receipt", target: "A".repeat(43) as never, state: "read" });
  await page.sender.flush();
  assert.equal(server.items.length, 0);
  assert.deepEqual(page.sender.pendingReceipts, []);
});
