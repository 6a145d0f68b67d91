import assert from "node:assert/strict";
import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { ADA, edit, message, NOOR, remove } from "../../tests/support/shown_items.ts";
import type { History, KeptStretch } from "../history/port.ts";
import { pageLocks } from "../locks.ts";
import { localKey } from "../store/local_key.ts";
import { memoryDatabase } from "../store/memory_database.ts";
import { SearchFeed } from "./feed.ts";
import { SealedIndex } from "./sealed_index.ts";

const CONV = "c" as ConversationId;
const USER = "00000000-0000-4000-8000-000000000001" as UserId;

/** A history as it is kept, without its sealing; it counts what is read of it. */
class Kept implements Pick<History, "page" | "stretch" | "floor"> {
  readonly items = new Map<number, Shown>();
  isComplete = true;
  hiddenUpTo = 0;
  read = 0;

  put(...shown: Shown[]): void {
    for (const one of shown) this.items.set(one.seq, one);
  }
  stretch(): Promise<KeptStretch | undefined> {
    if (this.items.size === 0) return Promise.resolve(undefined);
    const places = [...this.items.keys()];
    const [low, high] = [Math.min(...places), Math.max(...places)];
    return Promise.resolve({ low, high, complete: this.isComplete || this.hiddenUpTo >= low - 1 });
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
  const kept = new Kept();
  const world = { isIn: true };
  const time = new FakeTime();
  const open = async () => {
    const index = await SealedIndex.open({ database, user: USER, key, locks: pageLocks() });
    await index.becameWriter;
    const feed = new SearchFeed({
      index,
      history: kept,
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
    kept.put(...shown);
    feed.changed(CONV);
    await time.pass(200);
  };
  return { kept, world, time, open, index, feed, found, put, [Symbol.dispose]: () => {
    feed.stop();
    index.close();
    time[Symbol.dispose]();
  } };
}

const many = (low: number, high: number) =>
  Array.from({ length: high - low + 1 }, (_, i) => message(low + i, NOOR, `kettle ${low + i}`));

Deno.test("what is kept is found, and nothing is read twice for what comes after it", async () => {
  using test = await start();
  const { kept, found, put, feed } = test;
  await put(...many(1, 300));
  assert.equal((await found("kettle")).length, 99);
  assert.deepEqual(await found("1"), ["m1"].concat([]), "words, or how they begin").valueOf;
});
