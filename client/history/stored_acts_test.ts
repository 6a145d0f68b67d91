import assert from "node:assert/strict";
import type { Payload } from "../../e2ee/payload.ts";
import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, DeviceId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import { pageLocks } from "../store/locks.ts";
import type { Database } from "../store/database.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { personKey } from "../store/tables.ts";
import { openHistory } from "./stored_history.ts";
import { writeShown } from "./shown_records.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const NOOR = "00000000-0000-4000-8000-000000000002" as UserId;
const CONV = "c".repeat(43) as ConversationId;

function said(seq: number, text = `text ${seq}`): Shown {
  return {
    kind: "message",
    seq,
    id: `${String(seq).padStart(42, "A")}A` as ItemId,
    sender: NOOR,
    device: "g".repeat(22) as DeviceId,
    cert: "A".repeat(43) as Fingerprint,
    epoch: 1,
    takenAt: "2026-11-22T10:00:01.000Z",
    time: "2026-11-22T10:00:00.000Z",
    payload: { type: "text", text },
    missing: 0,
  };
}

function from(low: number, high: number): Shown[] {
  return Array.from({ length: high - low + 1 }, (_, i) => said(low + i));
}

async function start(database = memoryDatabase(), user = ADA) {
  return { database, history: await openHistory({ database, user, locks: pageLocks() }) };
}

const places = (shown: readonly Shown[]) => shown.map(({ seq }) => seq);

const by = (seq: number, payload: Payload, sender = NOOR) =>
  ({ ...said(seq), sender, payload }) as Shown;
const idOf = (seq: number) => said(seq).id as ItemId;
const pinned = (seq: number, target: number, action: "add" | "remove" = "add") =>
  by(seq, { type: "pin", target: idOf(target), action }, ADA);
const edited = (seq: number, target: number, text: string) =>
  by(seq, { type: "edit", target: idOf(target), text });
const deleted = (seq: number, target: number, sender = NOOR) =>
  by(seq, { type: "delete", target: idOf(target) }, sender);
/** Places of what `pins` answers, in order. */
const pinsOf = async (database: Database) =>
  places(await (await start(database)).history.pins(CONV)).sort((a, b) => a - b);

Deno.test("pins are known whichever end they are read from, with the wording that counts", async () => {
  const all = [
    ...from(1, 9),
    pinned(10, 3),
    ...from(11, 99),
    edited(100, 3, "a better wording"),
    pinned(101, 7),
    ...from(102, 150),
    pinned(151, 7, "remove"),
    pinned(152, 120),
    deleted(153, 120),
  ];
  for (const size of [1, 7, 60, 500]) {
    for (const isBackwards of [false, true]) {
      const { database, history } = await start();
      const pages: Shown[][] = [];
      for (let i = 0; i < all.length; i += size) pages.push(all.slice(i, i + size));
      if (isBackwards) pages.reverse();
      for (const page of pages) await history.put(CONV, page);
      assert.deepEqual(await pinsOf(database), [3, 10, 100], `${size} ${isBackwards}`);
    }
  }
});

Deno.test("across a gap pins are known on both sides, and put right when it is filled", async () => {
  const { database, history } = await start();
  await history.put(CONV, [...from(1, 8), pinned(9, 2), pinned(10, 3)]);
  await history.put(CONV, [edited(331, 3, "newest"), ...from(332, 340), pinned(341, 2, "remove")]);
  assert.deepEqual(await pinsOf(database), [3, 10, 331]);
  await history.put(CONV, [...from(11, 20), pinned(21, 2), pinned(22, 5), ...from(23, 200)]);
  await history.put(CONV, from(201, 330));
  assert.deepEqual(await pinsOf(database), [3, 5, 10, 22, 331]);
});

Deno.test("what is cleared takes its pins along, and a store from before them is read through once", async () => {
  const { database, history } = await start();
  await history.put(CONV, [...from(1, 80), pinned(81, 2), pinned(82, 70)]);
  const key = personKey(ADA, CONV);
  const sealed = JSON.stringify(writeShown(await history.pins(CONV)));
  assert.ok(sealed.includes("text 70"));
  const stored = (await database.get("kept", key))!;
  assert.ok(!new TextDecoder().decode(stored.acts).includes("text"));
  await database.update("kept", key, (old) => {
    const { acts: _, ...rest } = old!;
    return rest;
  });
  assert.deepEqual(await pinsOf(database), []);
  await history.put(CONV, from(83, 83));
  assert.deepEqual(await pinsOf(database), [2, 70, 81, 82]);
  await history.setFloor(CONV, 20);
  await history.purge(CONV);
  assert.deepEqual(await pinsOf(database), [70, 82]);
});

Deno.test("a message that was taken back is kept without its words, also when it comes later or again", async () => {
  const { history } = await start();
  const wordsAt = async (place: number) => {
    const [item] = await history.page(CONV, { before: place + 1, limit: 1 });
    return item?.kind === "message" && "text" in item.payload ? item.payload.text : undefined;
  };
  await history.put(CONV, [...from(50, 59), deleted(60, 5), edited(61, 5, "too late")]);
  await history.put(CONV, [...from(1, 49)]);
  await history.markComplete(CONV, 1);
  assert.deepEqual([await wordsAt(5), await wordsAt(6)], ["…", "text 6"]);
  await history.put(CONV, from(1, 10));
  assert.deepEqual([await wordsAt(5), await wordsAt(6)], ["…", "text 6"]);
});

Deno.test("files of one's own are let go of with their messages, once, whichever is known first", async () => {
  const file = (seq: number, id: string, sender = ADA) =>
    by(seq, {
      type: "file",
      id: id.padEnd(21, "x") + "A",
      name: "tides.txt",
      media: "text/plain",
      size: 1,
      chunk: 262_144,
      key: "k".repeat(42) + "A",
      digest: "d".repeat(42) + "A",
      width: 0,
      height: 0,
      target: "",
      caption: "",
    }, sender);
  const all = [
    file(1, "early"),
    file(2, "theirs", NOOR),
    file(3, "stays"),
    ...from(4, 99),
    file(100, "late"),
    deleted(101, 100, ADA),
    deleted(102, 1, ADA),
    deleted(103, 2),
    deleted(104, 3),
  ];
  for (const isBackwards of [false, true]) {
    const { history } = await start();
    const pages = [all.slice(0, 90), all.slice(90)];
    for (const page of isBackwards ? pages.reverse() : pages) await history.put(CONV, page);
    const released = (await history.releases(CONV)).map((id) => id.replace(/x*A$/, "")).sort();
    assert.deepEqual(released, ["early", "late"]);
    await history.released(CONV, await history.releases(CONV));
    // As when the page opens once more, with all of it still on the server.
    await history.put(CONV, all);
    assert.deepEqual(await history.releases(CONV), []);
  }
});

Deno.test("a message that its sender took back leaves no word, nor do its edits", async () => {
  const { database, history } = await start();
  const by = (seq: number, payload: Payload, sender = NOOR) =>
    ({ ...said(seq), sender, payload }) as Shown;
  const { id: target } = said(1);
  const edit = by(2, { type: "edit", target, text: "second wording" });
  await history.put(CONV, [said(1, "first wording"), edit, ...from(3, 140)]);
  // Somebody else's delete counts for nothing.
  await history.put(CONV, [by(141, { type: "delete", target }, ADA)]);
  const payloadAt = async (place: number) => {
    const [item] = await (await start(database)).history.page(CONV, {
      before: place + 1,
      limit: 1,
    });
    return item?.kind === "message" ? item.payload : undefined;
  };
  assert.deepEqual(await payloadAt(1), { type: "text", text: "first wording" });
  await history.put(CONV, [by(142, { type: "delete", target })]);
  assert.deepEqual(await payloadAt(1), { type: "text", text: "…" });
  assert.deepEqual(await payloadAt(2), { type: "edit", target, text: "…" });
  assert.deepEqual(await payloadAt(3), { type: "text", text: "text 3" });
  assert.equal((await history.page(CONV, { limit: 200 })).length, 142);
  // What came in one stroke with its delete was never written.
  const late = by(143, { type: "text", text: "in one stroke" });
  await history.put(CONV, [late, by(144, { type: "delete", target: said(143).id as ItemId })]);
  assert.deepEqual(await payloadAt(143), { type: "text", text: "…" });
});
