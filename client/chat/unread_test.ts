import assert from "node:assert/strict";
import type { ConversationId, DeviceId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import { ENVELOPE_HEADER, type EnvelopeHeader, type Item } from "../../protocol/items.ts";
import { writeSigned } from "../../protocol/strict.ts";
import { LocalStore } from "../local_store.ts";
import { memoryDatabase } from "../store/memory_database.ts";
import { Unread } from "./unread.ts";

const ANNA = "00000000-0000-4000-8000-000000000001" as UserId;
const BEN = "00000000-0000-4000-8000-000000000002" as UserId;
const HASH = "A".repeat(43);
const CONV = HASH as ConversationId;
const TIME = "2026-11-22T10:00:00.000Z";

function messageBy(sender: UserId, seq: number): Item {
  const header: EnvelopeHeader = {
    v: 1,
    suite: 1,
    conv: CONV,
    epoch: HASH as EnvelopeHeader["epoch"],
    sender,
    cert: HASH as Fingerprint,
    device: "A".repeat(22) as DeviceId,
    seq: 1,
    prev: "",
    time: TIME,
    salt: "A".repeat(22),
  };
  const body = { hdr: writeSigned(ENVELOPE_HEADER, header), com: "", ct: "", sig: "" };
  return { kind: "message", conv: CONV, seq, id: `m${seq}` as ItemId, time: TIME, body };
}

function epochAt(seq: number): Item {
  const body = { manifest: "{}", sig: "" };
  return { kind: "epoch", conv: CONV, seq, id: `e${seq}` as ItemId, time: TIME, body };
}

function start(archive: Item[] = []) {
  const asked: number[] = [];
  const store = new LocalStore(memoryDatabase()).person(ANNA);
  const unread = new Unread({
    self: ANNA,
    store,
    ask: (frame) => {
      const after = (frame as { after: number }).after;
      asked.push(after);
      const items = archive.filter(({ seq }) => seq > after).slice(0, 2);
      return Promise.resolve({ items, epochs: [], head: archive.length, more: true } as never);
    },
    onChange() {},
  });
  return { unread, store, asked };
}

function summary(head: number, since = 0) {
  return {
    id: CONV,
    kind: "direct" as const,
    members: [ANNA, BEN],
    name: "",
    policy: "" as const,
    head,
    since,
  };
}

Deno.test("messages of others count, one's own and keys do not", () => {
  const { unread } = start();
  unread.add([epochAt(1), messageBy(BEN, 2), messageBy(ANNA, 3), messageBy(BEN, 4)]);
  assert.equal(unread.of(CONV), 2);
});

Deno.test("an item that comes twice counts once", () => {
  const { unread } = start();
  unread.add([messageBy(BEN, 1)]);
  unread.add([messageBy(BEN, 1), messageBy(BEN, 2)]);
  assert.equal(unread.of(CONV), 2);
});

Deno.test("what came while away is counted from the last place that was read", async () => {
  const archive = [1, 2, 3, 4, 5].map((seq) => messageBy(BEN, seq));
  const { unread, store, asked } = start(archive);
  await store.markRead(CONV, 2);
  await unread.catchUp([summary(5)]);
  assert.equal(unread.of(CONV), 3);
  assert.deepEqual(asked, [2, 4]);
  await unread.catchUp([summary(5)]);
  assert.equal(unread.of(CONV), 3);
});

Deno.test("what is on the screen is read and stays so", async () => {
  const { unread, store } = start();
  unread.add([messageBy(BEN, 1), messageBy(BEN, 2)]);
  await unread.read(CONV, 2);
  assert.equal(unread.of(CONV), 0);
  assert.equal(await store.readUpTo(CONV), 2);
  unread.add([messageBy(BEN, 2), messageBy(BEN, 3)]);
  assert.equal(unread.of(CONV), 1);
});

Deno.test("a server that answers with nothing does not make it ask for ever", async () => {
  const { unread, asked } = start([]);
  await unread.catchUp([summary(5)]);
  assert.equal(asked.length, 1);
});
