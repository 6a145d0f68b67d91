import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { type Item, parseEnvelopeHeader } from "../../protocol/items.ts";
import { BOB } from "../../tests/support/certificates.ts";
import { Browser, startTalk } from "../../tests/support/loopback.ts";
import { openHistory } from "../history/stored_history.ts";
import { LocalStore } from "../store/local_store.ts";
import { pageLocks } from "../store/locks.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { wordsOf } from "../kinds/table.ts";
import { ConversationLog } from "./conversation_log.ts";
import { entriesOf, type OwnRow } from "./entries.ts";
import { Sender } from "./sender.ts";

const gone = () => new AppError("unavailable", "The server cannot be reached.");
const isMessage = ({ kind }: { kind: string }) => kind === "message";

const textOf = (row: OwnRow | undefined) => row && wordsOf(row.payload);

/** `[seq, names the one before]` of every message in the archive, in order. */
function chainOf(items: readonly Item[]): [number, boolean][] {
  let before = "";
  return items.flatMap((item): [number, boolean][] => {
    if (item.kind !== "message") return [];
    const { seq, prev } = parseEnvelopeHeader(item.body.hdr);
    const fits = prev === before;
    before = item.id;
    return [[seq, fits]];
  });
}

Deno.test("what one writes the other reads, and nobody needs the row any more", async () => {
  const { ada, bob } = await startTalk();
  const [adas, bobs] = [await ada.open(), await bob.open()];
  await adas.say("Hello Bob");
  await bobs.log.catchUp();
  await bobs.say("Hello Ada");
  assert.deepEqual(await adas.read(), ["Hello Bob", "Hello Ada"]);
  assert.deepEqual(await bobs.read(), ["Hello Bob", "Hello Ada"]);
  assert.deepEqual(adas.sender.rows(), []);
  assert.deepEqual(await adas.context.store.wholeOutbox(), []);
});

Deno.test("a message stands in the rows at once, with one key until it is in the log", async () => {
  const { ada } = await startTalk();
  const page = await ada.open();
  page.sender.send("Hello");
  const [row] = page.sender.rows();
  assert.deepEqual([textOf(row), row?.state], ["Hello", "sending"]);
  await page.sender.flush();
  const [sent] = page.sender.rows();
  assert.deepEqual([sent?.key, sent?.state], [row?.key, "sent"]);
  await page.read();
  assert.equal(page.log.fold.keyOf(sent!.id!), row?.key);
});

Deno.test("on its way into the log a message is on the screen all the time, and once", async () => {
  const { ada, bob } = await startTalk();
  const [page, other] = [await ada.open(), await bob.open()];
  await other.say("Good morning");
  const drawn: string[][] = [];
  page.onChange = () => {
    const { fold, low, high, beginsAtJoining, notices } = page.log;
    const rows = page.sender.rows();
    const entries = entriesOf({ fold, low, high, beginsAtJoining, notices, rows });
    drawn.push(entries.flatMap((entry) => entry.type === "message" ? [entry.text] : []));
  };
  page.sender.send("one");
  page.sender.send("two");
  await page.sender.flush();
  await page.read();
  assert.deepEqual(page.sender.rows(), []);
  assert.deepEqual(
    drawn.filter((texts) => texts.slice(-2).join() !== "one,two" && texts.at(-1) !== "one"),
    [],
  );
  assert.deepEqual(drawn.at(-1), ["Good morning", "one", "two"]);
});

Deno.test("nothing, and too much, is refused before it is a row", async () => {
  const { ada } = await startTalk();
  const page = await ada.open();
  assert.throws(() => page.sender.send(" \r\n "), { kind: "invalid" });
  assert.throws(() => page.sender.send("x".repeat(17_000)), { kind: "too-large" });
  assert.deepEqual(page.sender.rows(), []);
});

Deno.test("a lost receipt does not make the message twice", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  server.faults.after = (frame) => isMessage(frame) ? gone() : undefined;
  await page.say("once");
  assert.equal(page.sender.rows()[0]?.state, "sending");
  server.faults = {};
  await page.sender.flush();
  assert.equal(page.sender.rows()[0]?.state, "sent");
  assert.deepEqual(await page.read(), ["once"]);
  assert.equal(server.items.filter(isMessage).length, 1);
  page.close();
});

Deno.test("what the server never got is handed in by the next page, in order", async () => {
  const { server, ada, bob } = await startTalk();
  const first = await ada.open();
  await first.say("zero");
  server.faults.before = (frame) => isMessage(frame) ? gone() : undefined;
  first.sender.send("one");
  await first.say("two");
  assert.equal(server.items.filter(isMessage).length, 1);
  first.close();
  server.faults = {};
  const next = await ada.open();
  assert.deepEqual(await next.read(), ["zero", "one", "two"]);
  assert.deepEqual(await (await bob.open()).read(), ["zero", "one", "two"]);
  assert.deepEqual(chainOf(server.items), [[1, true], [2, true], [3, true]]);
});

Deno.test("a page that starts without the connection shows what waits, readable", async () => {
  const { server, ada } = await startTalk();
  const first = await ada.open();
  await first.say("zero");
  server.faults.before = () => gone();
  await first.say("one");
  first.close();
  const next = await ada.open();
  assert.deepEqual(next.sender.rows().map((row) => [textOf(row), row.state]), [[
    "one",
    "sending",
  ]]);
  next.close();
});

Deno.test("an epoch that is over is replaced, and the message keeps its place", async () => {
  const { server, ada, bob } = await startTalk();
  const page = await ada.open();
  await page.say("one");
  server.conversation = { ...server.conversation, epochSpent: true };
  await page.say("two");
  assert.equal(server.items.filter(({ kind }) => kind === "epoch").length, 2);
  assert.deepEqual(chainOf(server.items), [[1, true], [2, true]]);
  assert.deepEqual(await (await bob.open()).read(), ["one", "two"]);
});

Deno.test("of two who begin at once, both are read under the key that came first", async () => {
  const { server, ada, bob } = await startTalk();
  const [adas, bobs] = [await ada.open(), await bob.open()];
  await Promise.all([adas.say("from Ada"), bobs.say("from Bob")]);
  assert.deepEqual((await adas.read()).sort(), ["from Ada", "from Bob"]);
  assert.deepEqual(await bobs.read(), await adas.read());
  assert.equal(server.items.filter(({ kind }) => kind === "epoch").length, 1);
});

Deno.test("a message refused for good fails alone, and those behind it move up", async () => {
  const { server, ada, bob } = await startTalk();
  const page = await ada.open();
  await page.say("one");
  let messages = 0;
  server.faults.before = (frame) => isMessage(frame) ? gone() : undefined;
  for (const text of ["refused", "behind", "last"]) await page.say(text);
  server.faults.before = (frame) =>
    isMessage(frame) && messages++ === 0 ? new AppError("forbidden", "Not this one.") : undefined;
  await page.sender.flush();
  const [failed, ...others] = page.sender.rows().filter(({ state }) => state !== "sent");
  assert.deepEqual([textOf(failed), failed?.state, failed?.problem], [
    "refused",
    "failed",
    "Not this one.",
  ]);
  assert.deepEqual(others, []);
  assert.deepEqual(chainOf(server.items), [[1, true], [2, true], [3, true]]);
  const bobs = await bob.open();
  assert.deepEqual(await bobs.read(), ["one", "behind", "last"]);

  await page.sender.retry(failed!.key);
  assert.deepEqual(await bobs.read(), ["one", "behind", "last", "refused"]);
  assert.deepEqual(await page.context.store.wholeOutbox(), []);
  page.close();
});

Deno.test("a failed message is still failed after a reload, until it is discarded", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  server.faults.before = (frame) =>
    isMessage(frame) ? new AppError("forbidden", "Not this one.") : undefined;
  await page.say("refused");
  const next = await ada.open();
  const [row] = next.sender.rows();
  assert.deepEqual([textOf(row), row?.state, row?.problem], ["refused", "failed", "Not this one."]);
  next.sender.discard(row!.key);
  assert.deepEqual(next.sender.rows(), []);
  assert.deepEqual((await ada.open()).sender.rows(), []);
});

Deno.test("two tabs share one chain", async () => {
  const { server, ada, bob } = await startTalk();
  const [one, two] = [await ada.open(), await ada.open()];
  await Promise.all([one.say("a"), two.say("b"), one.say("c"), two.say("d")]);
  assert.deepEqual(chainOf(server.items).map(([seq]) => seq), [1, 2, 3, 4]);
  assert.ok(chainOf(server.items).every(([, fits]) => fits));
  assert.deepEqual((await (await bob.open()).read()).sort(), ["a", "b", "c", "d"]);
});

Deno.test("nothing is sealed for new keys before they are accepted", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  await page.say("to the old keys");
  const newBob = await Browser.enrol(server, BOB, { sign: "spare", encrypt: "bobEncrypt" });
  await page.context.identities.load([BOB.id]);
  await page.say("held back");
  const [row] = page.sender.rows().filter(({ state }) => state === "failed");
  assert.match(row?.problem ?? "", /Bob Kahn uses other keys/);
  assert.equal(server.items.filter(isMessage).length, 1);

  await page.context.identities.accept(BOB.id);
  await page.sender.retry(row!.key);
  assert.deepEqual((await (await newBob.open()).read()).slice(-1), ["held back"]);
});

Deno.test("a receipt that waits does not keep what was written from being shown without the server", async () => {
  const { server, ada, bob } = await startTalk();
  const [first, bobs] = [await ada.open(), await bob.open()];
  await bobs.say("Read this.");
  await first.say("I have.");
  await first.log.catchUp();
  const target = first.log.shown.get(first.log.high)!.id;
  server.faults.before = (frame) => isMessage(frame) ? gone() : undefined;
  first.sender.post({ type: "receipt", target, state: "read" });
  await first.say("Written without a server.");
  first.close();
  assert.equal((await first.context.store.wholeOutbox()).length, 2);

  const history = await openHistory({
    database: memoryDatabase(),
    user: ada.author.user,
    locks: pageLocks(),
  });
  await history.put(server.summary.id, [...first.log.shown.values()]);
  // Once it is open nobody answers, also not with a refusal.
  const world = { isOpen: false };
  const ask = () => world.isOpen ? new Promise<never>(() => {}) : Promise.reject(gone());
  const away = { ...first.context, history, ask };
  const log = new ConversationLog(server.summary, away, () => {});
  await log.open();
  assert.equal(log.stored, true);
  world.isOpen = true;
  const sender = new Sender(log, away, () => {});
  void sender.resume();
  await new Promise((resolve) => setTimeout(resolve));
  for (let turn = 0; turn < 50 && sender.rows().length === 0; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert.deepEqual(sender.rows().map(textOf), ["Written without a server."]);
  sender.stop();
});

Deno.test("without room in the browser one reads on, and what is written fails with its reason and can be retried", async () => {
  const { server, ada, bob } = await startTalk();
  const room = { isFull: false };
  const memory = memoryDatabase();
  const refused = () => Promise.reject(new AppError("storage-full", "No room."));
  Object.assign(bob, {
    local: new LocalStore({
      ...memory,
      write: (changes) => room.isFull ? refused() : memory.write(changes),
      update: (...args) => room.isFull ? refused() : memory.update(...args),
    }),
  });
  const [adas, bobs] = [await ada.open(), await bob.open()];
  await adas.say("before");
  assert.deepEqual(await bobs.read(), ["before"]);
  room.isFull = true;
  await adas.say("without room");
  assert.deepEqual(await bobs.read(), ["before", "without room"]);
  await bobs.say("an answer");
  const [row] = bobs.sender.rows();
  assert.deepEqual([row?.state, row?.problem], ["failed", "No room."]);
  room.isFull = false;
  await bobs.sender.retry(row!.key);
  assert.deepEqual(await adas.read(), ["before", "without room", "an answer"]);
  assert.equal(server.items.filter(isMessage).length, 3);
});
