import assert from "node:assert/strict";
import { concat, fromUtf8, utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { PersonStore } from "../store/local_store.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { pageLocks } from "../store/locks.ts";
import type { Database } from "../store/database.ts";
import { localKey } from "../store/local_key.ts";
import { personKey } from "../store/tables.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { SEGMENT_MESSAGES } from "./placement.ts";
import type { SearchDocument } from "./port.ts";
import { MOST_SEGMENTS, SealedIndex } from "./sealed_index.ts";

const USER = "00000000-0000-4000-8000-000000000001" as UserId;
const CONV = "conversation" as ConversationId;

function document(number: number, text: string): SearchDocument {
  return {
    conv: CONV,
    seq: number,
    id: `item-${number}` as ItemId,
    sender: USER,
    timeMs: number,
    text,
  };
}

async function open(
  database: Database,
  { locks = pageLocks(), writeDelayMs = 3_600_000 } = {},
): Promise<SealedIndex> {
  const key = await localKey(database, USER);
  return await SealedIndex.open({ database, user: USER, key, locks, writeDelayMs });
}

/** The index of a tab that is alone. */
async function openAlone(database: Database, writeDelayMs?: number): Promise<SealedIndex> {
  const index = await open(database, writeDelayMs === undefined ? {} : { writeDelayMs });
  await index.becameWriter;
  return index;
}

async function found(index: SealedIndex, text: string): Promise<string[]> {
  return (await index.query({ text, limit: 9999 })).hits.map((hit) => hit.id);
}

Deno.test("what an earlier form of the store holds is dropped, and nothing of it covered", async () => {
  const database = memoryDatabase();
  const key = await localKey(database, USER);
  const place = personKey(USER, "search", "summary");
  const covered = [[CONV, { low: 1, high: 9 }]];
  const earlier = { v: 1, generation: 7, last: 0, covered };
  const iv = new Uint8Array(12);
  const additionalData = utf8(`talkywalky search 1\n${place}`);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    key,
    utf8(JSON.stringify(earlier)),
  );
  const value = concat(iv, new Uint8Array(sealed));
  await database.write([{ table: "search", key: place, value }]);
  const index = await openAlone(database);
  assert.deepEqual(await index.covered(), new Map());
  await index.add([document(7, "kettle")]);
  await index.cover(CONV, { low: 7, high: 7 });
  await index.write();
  index.close();
  const again = await openAlone(database);
  assert.deepEqual(await found(again, "kettle"), ["item-7"]);
  assert.deepEqual(await again.covered(), new Map([[CONV, { low: 7, high: 7 }]]));
  again.close();
});

Deno.test("what was added is found after a new start, and what is covered with it", async () => {
  const database = memoryDatabase();
  const first = await openAlone(database);
  await first.add([document(7, "kettle"), document(3, "kitchen")]);
  await first.cover(CONV, { low: 2, high: 8 });
  await first.write();
  first.close();
  const second = await openAlone(database);
  assert.deepEqual(await found(second, "k"), ["item-7", "item-3"]);
  assert.deepEqual(await second.covered(), new Map([[CONV, { low: 2, high: 8 }]]));
  assert.deepEqual(await second.find(["item-3", "item-9"] as ItemId[]), [document(3, "kitchen")]);
  second.close();
});

Deno.test("new messages are written without being asked, a while later", async () => {
  const database = memoryDatabase();
  const index = await openAlone(database, 0);
  await index.add([document(1, "kettle")]);
  await eventually(async () => {
    assert.equal((await database.list("search", USER)).length, 2);
  });
  index.close();
});

Deno.test("nothing readable stands in the store", async () => {
  const database = memoryDatabase();
  const index = await openAlone(database);
  await index.add([document(1, "the secret of the kettle")]);
  await index.write();
  const rows = await database.list("search", USER);
  assert.equal(rows.length, 2);
  for (const row of rows) assert.ok(!/kettle|conversation/.test(fromUtf8(row.map((b) => b & 127))));
  index.close();
});

Deno.test("a removal is in the store when it resolves", async () => {
  const database = memoryDatabase();
  const index = await openAlone(database);
  await index.add([document(1, "one"), document(2, "two"), document(3, "three")]);
  await index.cover(CONV, { low: 1, high: 5 });
  await index.write();
  await index.remove(["item-2" as ItemId]);
  index.close();
  const again = await openAlone(database);
  assert.deepEqual(await found(again, "t"), ["item-3"]);
  await again.removeUpTo(CONV, 3);
  again.close();
  const last = await openAlone(database);
  assert.deepEqual(await found(last, ""), []);
  assert.deepEqual(await last.covered(), new Map([[CONV, { low: 4, high: 5 }]]));
  await last.removeUpTo(CONV, 5);
  assert.deepEqual(await last.covered(), new Map());
  last.close();
});

Deno.test("many messages take many segments; an edit writes one of them", async () => {
  const database = memoryDatabase();
  const index = await openAlone(database);
  const many = Array.from({ length: 2 * SEGMENT_MESSAGES + 1 }, (_, n) => document(n, `w${n}`));
  await index.add(many);
  await index.write();
  const before = await database.list("search", USER);
  assert.equal(before.length, 3 + 1);
  await index.add([document(5, "edited")]);
  await index.write();
  const after = await database.list("search", USER);
  const changed = after.filter((row, at) => String(row) !== String(before[at]));
  assert.equal(changed.length, 1 + 1);
  index.close();
  const again = await openAlone(database);
  assert.deepEqual(await found(again, "edited"), ["item-5"]);
  assert.equal((await found(again, "")).length, many.length);
  again.close();
});

Deno.test("of two tabs one writes; the other takes over with what it was given", async () => {
  const database = memoryDatabase();
  const locks = pageLocks();
  const first = await open(database, { locks });
  const second = await open(database, { locks });
  await first.add([document(1, "from the first")]);
  await second.add([document(2, "from the second")]);
  await first.write();
  assert.deepEqual(await found(second, "from"), ["item-2"]);
  first.close();
  await second.becameWriter;
  assert.deepEqual(await found(second, "from"), ["item-2", "item-1"]);
  await second.write();
  second.close();
  const third = await openAlone(database);
  assert.deepEqual(await found(third, "from"), ["item-2", "item-1"]);
  third.close();
});

Deno.test("a store that does not open is removed, and the index begins anew", async () => {
  const database = memoryDatabase();
  const index = await openAlone(database);
  await index.add([document(1, "kettle")]);
  await index.write();
  index.close();
  const [segment] = await database.list("search", `${USER}/search/segment`);
  segment![20]! ^= 1;
  await database.write([
    { table: "search", key: `${USER}/search/segment-00000000`, value: segment! },
  ]);
  const again = await openAlone(database);
  assert.deepEqual(await found(again, ""), []);
  assert.deepEqual(await again.covered(), new Map());
  assert.deepEqual(await database.list("search", USER), []);
  again.close();
});

Deno.test("what could not be written is written the next time", async () => {
  const database = memoryDatabase();
  let full = false;
  const index = await openAlone({
    ...database,
    write: (changes) =>
      full ? Promise.reject(new AppError("storage-full", "No room.")) : database.write(changes),
  });
  full = true;
  await index.add([document(1, "first")]);
  await assert.rejects(index.write(), { kind: "storage-full" });
  await assert.rejects(index.remove(["item-9" as ItemId]), { kind: "storage-full" });
  full = false;
  await index.write();
  index.close();
  const again = await openAlone(database);
  assert.deepEqual(await found(again, ""), ["item-1"]);
  again.close();
});

Deno.test("what is much goes to the store in portions, and is covered when all of it is there", async () => {
  const database = memoryDatabase();
  const portions: number[] = [];
  let room = Infinity;
  const index = await openAlone({
    ...database,
    write: (changes) => {
      if (portions.length === room) {
        return Promise.reject(new AppError("storage-full", "No room."));
      }
      portions.push(changes.length);
      return database.write(changes);
    },
  });
  const count = SEGMENT_MESSAGES * (MOST_SEGMENTS + 1);
  await index.add(Array.from({ length: count }, (_, n) => document(n, "kettle")));
  await index.cover(CONV, { low: 1, high: count });
  room = 1;
  await assert.rejects(index.write(), { kind: "storage-full" });
  const locks = pageLocks();
  const between = await open(database, { locks });
  assert.equal((await found(between, "kettle")).length, SEGMENT_MESSAGES * MOST_SEGMENTS);
  assert.deepEqual(await between.covered(), new Map());
  between.close();
  room = Infinity;
  await index.write();
  index.close();
  // Each with the summary; the second time only what was missing.
  assert.deepEqual(portions, [MOST_SEGMENTS + 1, 2]);
  const again = await openAlone(database);
  assert.equal((await found(again, "kettle")).length, count);
  assert.deepEqual(await again.covered(), new Map([[CONV, { low: 1, high: count }]]));
  again.close();
});

Deno.test("forgetting a person removes index and key", async () => {
  const database = memoryDatabase();
  const index = await openAlone(database);
  await index.add([document(1, "kettle")]);
  await index.write();
  index.close();
  await new PersonStore(database, USER).forget();
  assert.deepEqual(await database.list("search", ""), []);
  assert.deepEqual(await database.list("localKeys", ""), []);
});
