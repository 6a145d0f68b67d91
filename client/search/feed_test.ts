import assert from "node:assert/strict";
import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { ADA, edit, message, NOOR, remove } from "../../tests/support/shown_items.ts";
import type { History, StoredStretch } from "../history/port.ts";
import { pageLocks } from "../store/locks.ts";
import { localKey } from "../store/local_key.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { SearchFeed } from "./feed.ts";
import { SealedIndex } from "./sealed_index.ts";

const CONV = "c" as ConversationId;
const USER = "00000000-0000-4000-8000-000000000001" as UserId;

/** A history as it is kept, without its sealing; it counts what is read of it. */
class Stored implements Pick<History, "page" | "stretch" | "floor"> {
  readonly items = new Map<number, Shown>();
  isComplete = true;
  hiddenUpTo = 0;
  read = 0;

  put(...shown: Shown[]): void {
    for (const one of shown) this.items.set(one.seq, one);
  }
  stretch(): Promise<StoredStretch | undefined> {
    if (this.items.size === 0) return Promise.resolve(undefined);
    const high = Math.max(...this.items.keys());
    let low = high;
    while (this.items.has(low - 1)) low--;
    // One is before a gap.
    const isComplete = this.isComplete && low === Math.min(...this.items.keys());
    return Promise.resolve({ low, high, complete: isComplete || this.hiddenUpTo >= low - 1 });
  }
  floor(): Promise<number> {
    return Promise.resolve(this.hiddenUpTo);
  }
  page(_: ConversationId, { before = Infinity, limit }: { before?: number; limit: number }) {
    const found = [...this.items.values()].sort((a, b) => a.seq - b.seq)
      .filter(({ seq }) => seq < before && seq > this.hiddenUpTo).slice(-limit);
    this.read += found.length;
    return Promise.resolve(found);
  }
}

async function start() {
  const database = memoryDatabase();
  const key = await localKey(database, USER);
  const stored = new Stored();
  const world = { isIn: true };
  const time = new FakeTime();
  const open = async () => {
    const index = await SealedIndex.open({ database, user: USER, key, locks: pageLocks() });
    await index.becameWriter;
    const feed = new SearchFeed({
      index,
      history: stored,
      isIn: () => world.isIn,
      idle: () => Promise.resolve(),
      after: (ms, work) => void setTimeout(work, ms),
    });
    return { index, feed };
  };
  const { index, feed } = await open();
  const found = async (text: string, from = index) =>
    (await from.query({ text, limit: 99 })).hits.map(({ id }) => id as string);
  /** Something is kept, and the feed has heard of it. */
  const put = async (...shown: Shown[]) => {
    stored.put(...shown);
    feed.changed(CONV);
    await time.pass(200);
  };
  /** Whether it comes to that: what is given is sealed, and no timer says how long that takes. */
  const becomesDone = async (wanted: boolean) => {
    for (let turn = 0; turn < 1_000 && feed.isDone(CONV) !== wanted; turn++) await time.settle();
    assert.equal(feed.isDone(CONV), wanted);
  };
  return {
    stored,
    world,
    time,
    open,
    index,
    feed,
    found,
    put,
    becomesDone,
    [Symbol.dispose]: () => {
      feed.stop();
      index.close();
      time[Symbol.dispose]();
    },
  };
}

const many = (low: number, high: number) =>
  Array.from({ length: high - low + 1 }, (_, i) => message(low + i, NOOR, `kettle ${low + i}`));

Deno.test("what is kept is found, and only what is new is read again", async () => {
  using test = await start();
  const { stored, put, found, feed, index } = test;
  await put(...many(1, 300));
  assert.equal((await index.query({ text: "kettle", limit: 1 })).indexed, 300);
  assert.equal(feed.isDone(CONV), true);
  assert.equal(stored.read, 300);
  await put(message(301, NOOR, "zeppelin"));
  assert.deepEqual(await found("zep"), ["m301"]);
  assert.equal(stored.read, 301);
});

Deno.test("an edit replaces and a deletion removes, by the message's own sender only", async () => {
  using test = await start();
  const { put, found } = test;
  await put(...many(1, 5), message(6, NOOR, edit(1, "saucepan")), message(7, ADA, remove(2)));
  assert.deepEqual(await found("saucepan"), ["m1"]);
  assert.deepEqual(await found("kettle"), ["m5", "m4", "m3", "m2"]);
  // Those whose message was given before.
  await put(message(8, NOOR, edit(1, "teapot")), message(9, NOOR, remove(3)));
  await put(message(10, ADA, edit(1, "forged")));
  assert.deepEqual(await found("saucepan"), []);
  assert.deepEqual(await found("teapot"), ["m1"]);
  assert.deepEqual(await found("kettle"), ["m5", "m4", "m2"]);
});

Deno.test("older messages that come later have their newest words", async () => {
  using test = await start();
  const { stored, put, found, feed } = test;
  stored.isComplete = false;
  await put(message(300, NOOR, edit(10, "saucepan")), message(301, NOOR, remove(11)));
  await put(message(302, NOOR, "hello"));
  await put(...many(150, 299));
  assert.equal(feed.isDone(CONV), false);
  const before = stored.read;
  stored.isComplete = true;
  await put(...many(1, 149));
  assert.equal(stored.read - before, 149);
  assert.deepEqual(await found("saucepan"), ["m10"]);
  assert.deepEqual(
    await found("kettle 11"),
    [119, 118, 117, 116, 115, 114, 113, 112, 111, 110]
      .map((place) => `m${place}`),
  );
  assert.equal(feed.isDone(CONV), true);
});

Deno.test("a new start goes on where the index stood, also backwards", async () => {
  using test = await start();
  const { stored, time, put, found, feed, index, open } = test;
  stored.isComplete = false;
  await put(message(200, NOOR, edit(10, "saucepan")), ...many(150, 199));
  await time.pass(10_000);
  await index.write();
  feed.stop();
  index.close();

  const next = await open();
  stored.put(...many(1, 149), message(201, NOOR, "zeppelin"));
  stored.isComplete = true;
  await next.feed.follow([CONV]);
  await time.pass(200);
  assert.deepEqual(await found("saucepan", next.index), ["m10"]);
  assert.deepEqual(await found("zeppelin", next.index), ["m201"]);
  assert.deepEqual(await next.index.covered(), new Map([[CONV, { low: 1, high: 201 }]]));
  const before = stored.read;
  await next.feed.follow([CONV]);
  await time.pass(200);
  assert.equal(stored.read, before);
  next.feed.stop();
  next.index.close();
});

Deno.test("what is cleared is found no more, until that is undone", async () => {
  using test = await start();
  const { stored, time, put, found, feed } = test;
  await put(...many(1, 20));
  stored.hiddenUpTo = 18;
  feed.changed(CONV);
  await time.pass(200);
  assert.deepEqual(await found("kettle"), ["m20", "m19"]);
  assert.equal(feed.isDone(CONV), true);
  stored.hiddenUpTo = 0;
  feed.changed(CONV);
  await time.pass(200);
  assert.equal((await found("kettle")).length, 20);
});

Deno.test("of a conversation that one has left nothing is found", async () => {
  using test = await start();
  const { world, time, put, found, feed, index } = test;
  await put(...many(1, 3));
  world.isIn = false;
  await feed.follow([]);
  await time.pass(200);
  assert.deepEqual(await found("kettle"), []);
  assert.deepEqual(await index.covered(), new Map());
  assert.equal(feed.isDone(CONV), false);
});

Deno.test("what did not open when it came is found once it does", async () => {
  using test = await start();
  const { stored, time, put, found, feed } = test;
  const closed: Shown = {
    kind: "placeholder",
    seq: 2,
    id: "m2" as ItemId,
    item: "message",
    reason: "signature",
    detail: "",
    time: "2026-11-22T10:00:00.000Z",
  };
  await put(message(1, NOOR, "one"), closed, message(3, NOOR, "three"));
  await put(message(4, NOOR, remove(3)));
  stored.put(message(2, NOOR, "late"));
  await feed.again(CONV);
  await time.pass(200);
  assert.deepEqual(await found(""), ["m2", "m1"]);
});

Deno.test("across a gap what is new changes what was given, and all is found once it is filled", async () => {
  using test = await start();
  const { stored, put, found, becomesDone, index } = test;
  await put(...many(1, 20), message(21, NOOR, "teapot"), message(22, NOOR, "saucer"));
  await becomesDone(true);
  await put(...many(60, 80), message(81, NOOR, remove(21)), message(82, NOOR, edit(22, "plate")));
  await becomesDone(false);
  assert.deepEqual([await found("teapot"), await found("saucer"), await found("plate")], [
    ...[[], [], ["m22"]],
  ]);
  assert.equal((await index.query({ text: "kettle", limit: 1 })).indexed, 42);
  await put(...many(23, 58), message(59, NOOR, edit(22, "bowl")));
  await becomesDone(true);
  assert.deepEqual([await found("bowl"), await found("plate")], [[], ["m22"]]);
  assert.equal((await index.query({ text: "kettle", limit: 1 })).indexed, 78);
  assert.deepEqual(await index.covered(), new Map([[CONV, { low: 1, high: 82 }]]));
  assert.ok(stored.read < 200, `${stored.read} were read`);
});

Deno.test("a message is found and shown without its markup", async () => {
  using test = await start();
  const { put, found, index } = test;
  await put(message(1, NOOR, "the **ket**tle is `on`"), message(2, NOOR, edit(1, "~~no~~ *tea*")));
  assert.deepEqual(await found("kettle"), []);
  await put(message(3, NOOR, "**Bold** and _sl_ow\n```ts\nconst x = 1;\n```"));
  const [hit] = (await index.query({ text: "bold", limit: 1 })).hits;
  assert.equal(hit?.text, "Bold and _sl_ow\nconst x = 1;");
  assert.deepEqual(hit?.marks, [[0, 4]]);
  assert.equal((await index.query({ text: "tea", limit: 1 })).hits[0]?.text, "no tea");
});

Deno.test("after it was stopped nothing is read any more", async () => {
  using test = await start();
  const { stored, put, feed } = test;
  feed.stop();
  await put(...many(1, 5));
  assert.equal(stored.read, 0);
});
