import assert from "node:assert/strict";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { MessageIndex } from "./message_index.ts";
import type { IndexQuery, SearchDocument } from "./port.ts";
import { queryWords, words } from "./words.ts";

const conv = (number: number) => `conversation-${number}` as ConversationId;
const user = (number: number) => `user-${number}` as UserId;
const id = (number: number) => `item-${number}` as ItemId;

function document(number: number, text: string, change: Partial<SearchDocument> = {}) {
  return {
    conv: conv(0),
    seq: number,
    id: id(number),
    sender: user(0),
    timeMs: number * 1000,
    text,
    ...change,
  } satisfies SearchDocument;
}

function indexOf(...documents: SearchDocument[]): MessageIndex {
  const index = new MessageIndex();
  for (const one of documents) index.add(one);
  return index;
}

const found = (index: MessageIndex, query: Partial<IndexQuery>) =>
  index.query({ text: "", limit: 50, ...query }).hits.map((hit) => hit.id);

Deno.test("every word of a query must stand in the message, each as a beginning", () => {
  const index = indexOf(document(1, "The kettle is on"), document(2, "The kitchen is open"));
  assert.deepEqual(found(index, { text: "ket" }), [id(1)]);
  assert.deepEqual(found(index, { text: "the ki op" }), [id(2)]);
  assert.deepEqual(found(index, { text: "kettle open" }), []);
  assert.deepEqual(found(index, { text: "ettle" }), []);
});

Deno.test("hits come newest first by time, whatever the order of their arrival", () => {
  const index = indexOf(document(3, "tea"), document(1, "tea"), document(2, "tea"));
  assert.deepEqual(found(index, { text: "tea" }), [id(3), id(2), id(1)]);
  const { hits, more } = index.query({ text: "tea", limit: 2 });
  assert.deepEqual(hits.map((hit) => hit.id), [id(3), id(2)]);
  assert.equal(more, true);
  assert.equal(index.query({ text: "tea", limit: 3 }).more, false);
});

Deno.test("an edit replaces the text; a deletion takes the message out", () => {
  const index = indexOf(document(1, "meet at noon"), document(2, "meet at one"));
  index.add(document(1, "meet at two"));
  assert.deepEqual(found(index, { text: "noon" }), []);
  assert.deepEqual(found(index, { text: "two" }), [id(1)]);
  assert.equal(index.remove(id(2)), true);
  assert.equal(index.remove(id(2)), false);
  assert.deepEqual(found(index, { text: "meet" }), [id(1)]);
  assert.equal(index.size, 1);
});

Deno.test("filters go with words and without", () => {
  const index = indexOf(
    document(1, "tea", { sender: user(1) }),
    document(2, "tea", { conv: conv(1) }),
    document(3, "tea", { sender: user(1), conv: conv(1) }),
  );
  assert.deepEqual(found(index, { text: "tea", sender: user(1) }), [id(3), id(1)]);
  assert.deepEqual(found(index, { conv: conv(1) }), [id(3), id(2)]);
  assert.deepEqual(found(index, { sender: user(7) }), []);
  assert.deepEqual(found(index, { fromMs: 2000, toMs: 3000 }), [id(2)]);
});

Deno.test("places of one conversation up to a number are named, and no others", () => {
  const index = indexOf(
    document(1, "a"),
    document(2, "a"),
    document(3, "a"),
    document(4, "a", { conv: conv(1), seq: 1 }),
  );
  assert.deepEqual(index.upTo(conv(0), 2), [id(1), id(2)]);
  assert.deepEqual(index.upTo(conv(5), 2), []);
});

Deno.test("whatever is added, edited and removed, it finds what a plain search finds", () => {
  const random = generator(20261122);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const syllables = ["ka", "ke", "KI", "é", "e", "ا", "مَ", "東", "京", "タ", "ß", "ss", "9", "x"];
  const word = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(syllables));
  const text = () =>
    Array.from({ length: Math.floor(random() * 6) }, () => word().join("")).join(pick([" ", ", "]));
  const index = new MessageIndex();
  const plain = new Map<ItemId, SearchDocument>();

  for (let step = 0; step < 6000; step++) {
    const number = Math.floor(random() * 1500);
    if (random() < 0.4) {
      index.remove(id(number));
      plain.delete(id(number));
    } else {
      const one = document(number, text(), {
        conv: conv(number % 5),
        sender: user(number % 7),
        timeMs: Math.floor(random() * 1000),
      });
      index.add(one);
      plain.set(one.id, one);
    }
    if (step % 40 !== 0) continue;
    const query: IndexQuery = {
      text: text(),
      limit: 10_000,
      ...(random() < 0.3 ? { sender: user(Math.floor(random() * 8)) } : {}),
      ...(random() < 0.3 ? { conv: conv(Math.floor(random() * 6)) } : {}),
      ...(random() < 0.3 ? { fromMs: Math.floor(random() * 1000) } : {}),
      ...(random() < 0.3 ? { toMs: Math.floor(random() * 1000) } : {}),
    };
    assert.deepEqual(found(index, query).sort(), plainly(plain, query), JSON.stringify(query));
    assert.equal(index.size, plain.size);
  }
});

/** The meaning of a query, written as simply as it can be. */
function plainly(all: ReadonlyMap<ItemId, SearchDocument>, query: IndexQuery): ItemId[] {
  const asked = queryWords(query.text);
  return [...all.values()].filter((one) =>
    asked.every((word) => words(one.text).some(({ text }) => text.startsWith(word))) &&
    (query.sender === undefined || query.sender === one.sender) &&
    (query.conv === undefined || query.conv === one.conv) &&
    (query.fromMs === undefined || one.timeMs >= query.fromMs) &&
    (query.toMs === undefined || one.timeMs < query.toMs)
  ).map((one) => one.id).sort();
}

/** Mulberry32: the same numbers in every run. */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
