import assert from "node:assert/strict";
import { BOB } from "../../tests/support/certificates.ts";
import { Browser, startTalk } from "../../tests/support/loopback.ts";
import { AppError } from "../../protocol/errors.ts";
import { reachMessage } from "../chat/reach.ts";
import { openHistory } from "../history/stored_history.ts";
import { pageLocks } from "../store/locks.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { ConversationLog } from "./conversation_log.ts";
import { EntryList } from "./entries.ts";

Deno.test("live items open in order; what is missing before them is fetched", async () => {
  const { server, ada, bob } = await startTalk();
  const [adas, bobs] = [await ada.open(), await bob.open()];
  for (const text of ["one", "two", "three"]) await adas.say(text);
  const newest = server.items.at(-1)!;
  await bobs.log.receive([newest]);
  await bobs.log.receive([newest, newest]);
  assert.equal(bobs.log.high, server.items.length);
  assert.deepEqual(await bobs.read(), ["one", "two", "three"]);
});

Deno.test("a long history comes page by page, backwards", async () => {
  const { ada, bob } = await startTalk();
  const adas = await ada.open();
  const texts = Array.from({ length: 130 }, (_, i) => `message ${i}`);
  for (const text of texts) adas.sender.send(text);
  await adas.sender.flush();
  const bobs = await bob.open();
  assert.equal(bobs.log.more, true);
  assert.equal((await bobs.read()).length, 60);
  await Promise.all([bobs.log.loadOlder(), bobs.log.loadOlder()]);
  assert.equal((await bobs.read()).length, 120);
  await bobs.log.loadOlder();
  assert.equal(bobs.log.more, false);
  assert.deepEqual(await bobs.read(), texts);
});

Deno.test("a server that shows less than before is noticed, and nothing is sent to it", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  await page.say("one");
  await page.say("two");
  await page.read();
  server.items.pop();
  const next = await ada.open();
  assert.equal(next.log.rollback, "messages");
  await next.say("not to such a server");
  assert.equal(next.sender.rows().at(-1)?.state, "failed");
  assert.equal(server.items.length, 2);
});

Deno.test("another item in a place that was seen is noticed", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  await page.say("one");
  await page.say("two");
  await page.read();
  const [epoch, one] = server.items;
  server.items.splice(0, 3, epoch!, one!, { ...one!, seq: 3 });
  assert.equal((await ada.open()).log.rollback, "messages");
});

Deno.test("a message by keys that are not accepted stays closed until they are", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  const bobs = await bob.open();
  await bobs.say("the old me");
  await adas.read();
  const newBob = await Browser.enrol(server, BOB, { sign: "spare", encrypt: "bobEncrypt" });
  await (await newBob.open()).say("the new me");
  // The key that the message is sealed with, and the message.
  const closed = Array(2).fill("closed: identity-mismatch");
  assert.deepEqual(await adas.read(), ["the old me", ...closed]);
  await adas.context.identities.accept(BOB.id);
  await adas.log.retryClosed();
  assert.deepEqual(await adas.read(), ["the old me", "the new me"]);
});

Deno.test("an item that the server changed stays closed with its reason", async () => {
  const { server, ada, bob } = await startTalk();
  await (await ada.open()).say("one");
  const message = server.items[1]!;
  assert.ok(message.kind === "message");
  const sig = message.body.sig.replace(/^./, (first) => first === "A" ? "B" : "A");
  server.items[1] = { ...message, body: { ...message.body, sig } };
  assert.deepEqual(await (await bob.open()).read(), ["closed: signature"]);
});

Deno.test("a page with a hole is refused", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  for (const text of ["one", "two", "three"]) await adas.say(text);
  server.items.splice(2, 1);
  await assert.rejects(bob.open(), { kind: "invalid", reason: "gap" });
});

Deno.test("after an absence of more than a page what was kept stays, and going back leaves no hole", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  const say = async (texts: readonly string[]) => {
    for (const text of texts) adas.sender.send(text);
    await adas.sender.flush();
  };
  const before = Array.from({ length: 10 }, (_, i) => `before ${i}`);
  const meanwhile = Array.from({ length: 130 }, (_, i) => `meanwhile ${i}`);
  const { context } = await bob.open();
  const history = await openHistory({
    database: memoryDatabase(),
    user: BOB.id,
    locks: pageLocks(),
  });
  const keeping = () =>
    new ConversationLog(server.summary, {
      ...context,
      history,
      keeper: {
        opened: (conv, shown) => void history.put(conv, shown),
        complete: (conv, from) => void history.markComplete(conv, from),
      },
    }, () => {});
  const textsOf = ({ shown }: Pick<ConversationLog, "shown">) =>
    [...shown].sort(([a], [b]) => a - b).flatMap(([, one]) =>
      one.kind === "message" && one.payload.type === "text" ? [one.payload.text] : []
    );

  await say(before);
  // Writes go one after the other: once this one is done, those before it are.
  const written = () => history.put(server.summary.id, []);
  await keeping().open();
  await written();
  assert.equal((await history.stretch(server.summary.id))?.high, server.items.length);
  await say(meanwhile);

  const log = keeping();
  await log.open();
  await written();
  const anew = await history.stretch(server.summary.id);
  assert.deepEqual([anew?.low, anew?.high, anew?.complete], [log.low, log.high, false]);
  assert.ok(log.low > before.length + 2, String(log.low));
  while (log.more) await log.loadOlder();
  assert.deepEqual(textsOf(log), [...before, ...meanwhile]);
  await written();
  const whole = await history.stretch(server.summary.id);
  assert.deepEqual(whole, { low: 1, high: server.items.length, complete: true });
  const stored = await history.page(server.summary.id, { limit: 1_000 });
  assert.deepEqual(stored.map(({ seq }) => seq), server.items.map(({ seq }) => seq));
});

Deno.test("what is shown from the store is not continued across what was missed", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  await adas.say("kept");
  const { context } = await bob.open();
  const history = await openHistory({
    database: memoryDatabase(),
    user: BOB.id,
    locks: pageLocks(),
  });
  const keeper = {
    opened: (conv: never, shown: never) => void history.put(conv, shown),
    complete: () => {},
  };
  await new ConversationLog(server.summary, { ...context, history, keeper }, () => {}).open();
  await history.put(server.summary.id, []);
  const away = () => Promise.reject(new AppError("unavailable", "No connection."));
  const stored = new ConversationLog(server.summary, { ...context, history, ask: away }, () => {});
  await stored.open();
  assert.equal(stored.stored, true);
  await adas.say("missed");
  await adas.say("live");
  const low = stored.high;
  await assert.rejects(stored.receive([server.items.at(-1)!]), { reason: "far-behind" });
  await assert.rejects(stored.catchUp(), { reason: "far-behind" });
  assert.equal(stored.high, low);
});

Deno.test("what was sealed for keys that a new browser does not have is one row, gone through in few steps", async () => {
  const { server, ada } = await startTalk();
  const adas = await ada.open();
  for (let i = 0; i < 130; i++) adas.sender.send(`for the old keys ${i}`);
  await adas.sender.flush();
  const newBob = await Browser.enrol(server, BOB, { sign: "bobSign", encrypt: "spare" });
  const { context } = await newBob.open();
  const asked: string[] = [];
  const log = new ConversationLog(server.summary, {
    ...context,
    ask: (frame) => {
      asked.push(frame.type === "sync" && frame.before !== undefined ? "older" : frame.type);
      return context.ask(frame);
    },
  }, () => {});
  await log.open();
  const entries = new EntryList();
  const rows = () =>
    entries.update({
      fold: log.fold,
      low: log.low,
      high: log.high,
      beginsAtJoining: false,
      notices: [],
      rows: [],
    }).map((row) => [row.type, row.key, row.type === "sealed" ? row.count : 0]);
  const key = server.items.at(-1)!.id;
  assert.deepEqual(rows(), [["sealed", key, 60]]);
  assert.equal(asked.filter((type) => type === "older").length, 1, "nobody went back yet");

  await log.loadOlder();
  assert.deepEqual(rows(), [["sealed", key, 130]]);
  assert.equal(log.more, false);
  assert.equal(asked.filter((type) => type === "older").length, 2);

  asked.length = 0;
  await log.retryClosed();
  assert.deepEqual(asked, [], "no key of this page will ever open them");
});

Deno.test("pins of messages that are not loaded stand when it opens, and lead to them", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  for (let i = 0; i < 100; i++) adas.sender.send(`message ${i}`);
  await adas.sender.flush();
  await adas.log.catchUp();
  const far = server.items.find(({ kind }) => kind === "message")!.id;
  adas.sender.post({ type: "pin", target: far, action: "add" });
  await adas.sender.flush();
  for (let i = 100; i < 200; i++) adas.sender.send(`message ${i}`);
  await adas.sender.flush();

  const { context } = await bob.open();
  const conv = server.summary.id;
  const history = await openHistory({
    database: memoryDatabase(),
    user: BOB.id,
    locks: pageLocks(),
  });
  const log = new ConversationLog(server.summary, { ...context, history }, () => {});
  await log.open();
  assert.deepEqual(log.fold.pinned(), []);
  // The rest is read meanwhile, as the filler does.
  const whole = new ConversationLog(server.summary, context, () => {});
  await whole.open();
  while (whole.more) await whole.loadOlder();
  await history.put(conv, [...whole.shown.values()]);
  await log.takePins();
  assert.deepEqual(log.fold.pinned().map(({ text }) => text), ["message 0"]);
  assert.ok(log.low > 100);

  assert.equal(await reachMessage(log, far), far);
  assert.ok(log.low <= log.fold.placeOf(far)!);
  await adas.sender.post({ type: "pin", target: far, action: "remove" });
  await adas.sender.flush();
  const again = new ConversationLog(server.summary, { ...context, history }, () => {});
  await again.open();
  assert.deepEqual(again.fold.pinned(), []);
});

Deno.test("a pin that was taken off where nothing is loaded goes once that is read", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  const sendMany = async (text: string) => {
    for (let i = 0; i < 90; i++) adas.sender.send(`${text} ${i}`);
    await adas.sender.flush();
  };
  await sendMany("before");
  await adas.log.catchUp();
  const far = server.items.find(({ kind }) => kind === "message")!.id;
  adas.sender.post({ type: "pin", target: far, action: "add" });
  await adas.sender.flush();
  const known = server.items.length;
  adas.sender.post({ type: "pin", target: far, action: "remove" });
  await sendMany("after");

  const { context } = await bob.open();
  const history = await openHistory({
    database: memoryDatabase(),
    user: BOB.id,
    locks: pageLocks(),
  });
  const whole = new ConversationLog(server.summary, context, () => {});
  await whole.open();
  while (whole.more) await whole.loadOlder();
  const all = [...whole.shown.values()].sort((a, b) => a.seq - b.seq);
  await history.put(server.summary.id, all.slice(0, known));
  const log = new ConversationLog(server.summary, { ...context, history }, () => {});
  await log.open();
  assert.deepEqual(log.fold.pinned().map(({ text }) => text), ["before 0"]);
  await history.put(server.summary.id, all.slice(known));
  await log.takePins();
  assert.deepEqual(log.fold.pinned(), []);
});
