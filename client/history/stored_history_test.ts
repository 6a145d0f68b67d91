import assert from "node:assert/strict";
import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, DeviceId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import { AppError } from "../../protocol/errors.ts";
import { LocalStore } from "../store/local_store.ts";
import { pageLocks } from "../store/locks.ts";
import type { Database } from "../store/database.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { personKey } from "../store/tables.ts";
import { BLOCK_PLACES, blockName, blocksOfAll, MAX_STRETCHES } from "./blocks.ts";
import { NOTHING_BEGUN } from "../model/draft.ts";
import { openHistory } from "./stored_history.ts";
import type { History, Overview } from "./port.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const NOOR = "00000000-0000-4000-8000-000000000002" as UserId;
const CONV = "c".repeat(43) as ConversationId;
const OTHER = "d".repeat(43) as ConversationId;

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

Deno.test("what was opened is read back page by page, oldest first", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(1, 150));
  const again = (await start(database)).history;
  assert.deepEqual(await again.page(CONV, { limit: 3 }), from(148, 150));
  assert.deepEqual(places(await again.page(CONV, { before: 130, limit: 70 })), [
    ...places(from(60, 129)),
  ]);
  assert.deepEqual(places(await again.page(CONV, { before: 3, limit: 50 })), [1, 2]);
  assert.deepEqual(await again.page(CONV, { before: 1, limit: 50 }), []);
  assert.deepEqual(await again.page(OTHER, { limit: 50 }), []);
  assert.deepEqual(await again.stretch(CONV), { low: 1, high: 150, complete: true });
});

Deno.test("every kind of entry comes back as it was", async () => {
  const { database, history } = await start();
  const time = "2026-11-22T10:00:00.000Z";
  const id = "F".repeat(42) + "A" as ItemId;
  const shown: Shown[] = [
    {
      kind: "control",
      seq: 1,
      id,
      time,
      promoted: ADA,
      record: {
        v: 1,
        room: "",
        n: 0,
        prev: "",
        type: "create",
        actor: ADA,
        cert: "G".repeat(42) + "A" as never,
        time,
        subject: "",
        role: "",
        name: "Garden",
        policy: "open",
        salt: "H".repeat(21) + "A",
      },
    },
    {
      kind: "epoch",
      seq: 2,
      id,
      epoch: "I".repeat(42) + "A" as never,
      number: 1,
      maker: ADA,
      time,
    },
    {
      kind: "placeholder",
      seq: 3,
      id,
      item: "message",
      reason: "wrong-place",
      detail: "",
      sender: NOOR,
      time,
    },
    { ...said(4), payload: { type: "reaction", target: id, emoji: "🌱", action: "add" } } as Shown,
  ];
  await history.put(CONV, shown);
  assert.deepEqual(await (await start(database)).history.page(CONV, { limit: 9 }), shown);
});

Deno.test("what touches the stretch extends it, a place that stands is replaced", async () => {
  const { history } = await start();
  await history.put(CONV, from(100, 110));
  await history.put(CONV, from(60, 99));
  await history.put(CONV, [said(111), said(64, "corrected")]);
  assert.deepEqual(await history.stretch(CONV), { low: 60, high: 111, complete: false });
  const all = await history.page(CONV, { limit: 100 });
  assert.deepEqual(places(all), places(from(60, 111)));
  assert.deepEqual(all[4], said(64, "corrected"));
});

Deno.test("what does not touch the stretch stands apart, and joins it once the gap is filled", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(1, 200));
  await history.markComplete(CONV, 1);
  await history.put(CONV, from(225, 226));
  assert.deepEqual(await history.stretch(CONV), { low: 225, high: 226, complete: false });
  assert.deepEqual(places(await history.page(CONV, { limit: 50 })), [225, 226]);
  assert.deepEqual(places(await history.page(CONV, { before: 225, limit: 50 })), []);
  const older = await history.page(CONV, { before: 201, limit: 3 });
  assert.deepEqual(places(older), [198, 199, 200]);
  // From its end backwards, across a block that both stretches share, and after a restart.
  await history.put(CONV, from(212, 224));
  const again = (await start(database)).history;
  assert.deepEqual(await again.stretch(CONV), { low: 212, high: 226, complete: false });
  await again.put(CONV, from(195, 211));
  assert.deepEqual(await again.stretch(CONV), { low: 1, high: 226, complete: true });
  assert.deepEqual(places(await again.page(CONV, { limit: 500 })), places(from(1, 226)));
});

Deno.test("what joins a complete stretch is complete with it", async () => {
  const { history } = await start();
  await history.put(CONV, from(5, 20));
  await history.markComplete(CONV, 5);
  await history.put(CONV, from(30, 40));
  await history.put(CONV, from(21, 29));
  assert.deepEqual(await history.stretch(CONV), { low: 5, high: 40, complete: true });
});

Deno.test("of many stretches the newest and the longest stay, and the others leave nothing", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(1, 200));
  for (let low = 1_000; low <= 12_000; low += 1_000) await history.put(CONV, from(low, low + 1));
  const stored = await database.get("kept", personKey(ADA, CONV));
  assert.equal(1 + stored!.older!.length, MAX_STRETCHES);
  assert.deepEqual(stored!.stretch, { low: 12_000, high: 12_001, complete: false });
  assert.deepEqual(stored!.older!.at(-1), { low: 1, high: 200, complete: false });
  const blocks = blocksOfAll([stored!.stretch!, ...stored!.older!]);
  const lying = await database.list("history", personKey(ADA, CONV, ""));
  assert.equal(lying.length, blocks.length);
});

Deno.test("a place that was not kept for want of room is not taken for the beginning", async () => {
  const { history } = await start();
  await history.put(CONV, from(50, 60));
  await history.markComplete(CONV, 1);
  assert.equal((await history.stretch(CONV))?.complete, false);
});

Deno.test("a burst of single messages is written in a few strokes, and in full", async () => {
  const memory = memoryDatabase();
  let writes = 0;
  const database: Database = {
    ...memory,
    write: (changes) => (writes++, memory.write(changes)),
  };
  const { history } = await start(database);
  await Promise.all(from(1, 500).map((one) => history.put(CONV, [one])));
  assert.ok(writes <= 3, `${writes} writes`);
  assert.deepEqual(places(await history.page(CONV, { limit: 1000 })), places(from(1, 500)));
});

Deno.test("two tabs do not write over each other", async () => {
  const database = memoryDatabase();
  const locks = pageLocks();
  const [one, two] = await Promise.all(
    [1, 2].map(() => openHistory({ database, user: ADA, locks })),
  );
  await Promise.all([one!.put(CONV, from(1, 40)), two!.put(CONV, from(41, 80))]);
  assert.deepEqual(places(await one!.page(CONV, { limit: 100 })), places(from(1, 80)));
});

Deno.test("only the local key opens what is kept, only where it was put", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(0 + 1, 2 * BLOCK_PLACES));
  const key = (block: number, conv = CONV, user = ADA) => personKey(user, conv, blockName(block));
  const bytes = (await database.get("history", key(1)))!;
  assert.ok(!new TextDecoder().decode(bytes).includes("text"));
  const record = await database.get("kept", personKey(ADA, CONV));
  // Another conversation, another place, another person with the same key.
  const sealing = (await database.get("localKeys", personKey(ADA)))!;
  assert.equal(sealing.extractable, false);
  await database.write([
    { table: "localKeys", key: personKey(NOOR), value: sealing },
    ...[key(1, OTHER), key(0), key(1, CONV, NOOR)]
      .map((to) => ({ table: "history" as const, key: to, value: bytes })),
    ...[personKey(ADA, OTHER), personKey(NOOR, CONV)]
      .map((to) => ({ table: "kept" as const, key: to, value: record! })),
  ]);
  const { history: noors } = await start(database, NOOR);
  assert.deepEqual(await noors.page(CONV, { limit: 64 }), []);
  assert.deepEqual(await history.page(OTHER, { limit: 64 }), []);
  assert.deepEqual(places(await history.page(CONV, { limit: 500 })), places(from(64, 128)));
});

Deno.test("a damaged record is a gap, and the rest goes on", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(1, 200));
  await history.markComplete(CONV, 1);
  await database.update("history", personKey(ADA, CONV, blockName(1)), (old) => {
    old![40]! ^= 1;
    return old;
  });
  assert.deepEqual(places(await history.page(CONV, { limit: 500 })), places(from(128, 200)));
  assert.deepEqual(await history.stretch(CONV), { low: 128, high: 200, complete: false });
  assert.equal((await database.list("history", personKey(ADA, CONV, ""))).length, 3);
  await history.put(CONV, from(64, 127));
  assert.deepEqual(await history.stretch(CONV), { low: 1, high: 200, complete: true });
  assert.deepEqual(places(await history.page(CONV, { limit: 500 })), places(from(1, 200)));
});

Deno.test("an older version of a record does not pass for the newest", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(1, 10));
  const key = personKey(ADA, CONV, blockName(0));
  const old = await database.get("history", key);
  await history.put(CONV, from(11, 12));
  await database.write([{ table: "history", key, value: old! }]);
  assert.deepEqual(await history.page(CONV, { limit: 50 }), []);
  assert.equal(await history.stretch(CONV), undefined);
});

Deno.test("a floor hides, taking it back shows again, and purging is for good", async () => {
  const { database, history } = await start();
  await history.put(CONV, from(2, 200));
  await history.setFloor(CONV, 150);
  assert.equal(await history.floor(CONV), 150);
  assert.deepEqual(places(await history.page(CONV, { limit: 500 })), places(from(151, 200)));
  assert.deepEqual(await history.stretch(CONV), { low: 2, high: 200, complete: true });
  await history.setFloor(CONV, 0);
  assert.equal((await history.page(CONV, { limit: 500 })).length, 199);
  assert.equal((await history.stretch(CONV))!.complete, false);

  await history.setFloor(CONV, 150);
  await history.purge(CONV);
  await history.put(CONV, from(100, 160));
  await history.setFloor(CONV, 0);
  assert.deepEqual(await history.stretch(CONV), { low: 151, high: 200, complete: false });
  assert.deepEqual(places(await history.page(CONV, { limit: 500 })), places(from(151, 200)));
  assert.equal((await database.list("history", personKey(ADA, CONV, ""))).length, 2);

  await history.setFloor(CONV, 200);
  await history.purge(CONV);
  assert.equal(await history.stretch(CONV), undefined);
  assert.deepEqual(await database.list("history", personKey(ADA, CONV, "")), []);
});

const draft = (text: string) => ({ ...NOTHING_BEGUN, text });

/** Each text in the place of the one before; all are on their way at once. */
async function writeAll(
  { drafts }: Pick<History, "drafts">,
  conv: ConversationId,
  texts: readonly string[],
): Promise<void> {
  const versions = ["", ...texts.map((_, i) => `version ${i}`)];
  const answers = await Promise.all(
    texts.map((text, i) =>
      drafts.replace(conv, versions[i]!, { version: versions[i + 1]!, draft: draft(text) })
    ),
  );
  assert.deepEqual(answers.filter((other) => other !== undefined), []);
}

Deno.test("drafts are kept sealed; the newest wording counts and the empty one removes it", async () => {
  const { database, history } = await start();
  await writeAll(history, CONV, ["D", "De", "Dear Ada"]);
  await writeAll(history, OTHER, ["gone soon", ""]);
  const again = (await start(database)).history;
  const all = await again.drafts.all();
  assert.deepEqual([...all], [[CONV, { version: "version 2", draft: draft("Dear Ada") }]]);
  const [stored] = await database.list("drafts", "");
  assert.ok(!new TextDecoder().decode(stored!.sealed).includes("Dear"));
});

Deno.test("a draft is replaced by who knows it as it stands, and by nobody else", async () => {
  const { database, history } = await start();
  const { history: tab } = await start(database);
  await history.drafts.replace(CONV, "", { version: "one", draft: draft("mine") });
  const other = await tab.drafts.replace(CONV, "", { version: "two", draft: draft("theirs") });
  assert.deepEqual(other, { version: "one", draft: draft("mine") });
  assert.equal((await tab.drafts.of(CONV)).draft.text, "mine");
  await tab.drafts.replace(CONV, "one", { version: "two", draft: draft("both") });
  const late = await history.drafts.replace(CONV, "one", { version: "three", draft: draft("") });
  assert.equal(late?.draft.text, "both", "nothing is removed by who does not know it");
  assert.equal((await tab.drafts.of(CONV)).version, "two");
});

Deno.test("a draft that does not open is as good as none, and is replaced", async () => {
  const { database, history } = await start();
  await history.drafts.replace(CONV, "", { version: "one", draft: draft("mine") });
  const [stored] = await database.list("drafts", "");
  // The record of one version under the name of another.
  await database.write([{
    table: "drafts",
    key: personKey(ADA, CONV),
    value: { ...stored!, version: "two" },
  }]);
  assert.deepEqual(await history.drafts.of(CONV), { version: "two", draft: NOTHING_BEGUN });
  await history.drafts.replace(CONV, "two", { version: "three", draft: draft("again") });
  assert.equal((await history.drafts.of(CONV)).draft.text, "again");
});

Deno.test("the lists are kept sealed, and nothing is made of damaged ones", async () => {
  const { database, history } = await start();
  assert.equal(await history.overview(), undefined);
  const overview: Overview = {
    me: { uid: "ada", fullName: "Ada Example" },
    conversations: [
      { id: CONV, kind: "room", members: [ADA], name: "Garden", policy: "open", head: 3, since: 0 },
    ],
    people: [{
      id: NOOR,
      uid: "noor" as never,
      fullName: "Noor Placeholder",
      enrolled: true,
      presence: "offline",
    }],
  };
  await history.storeOverview(overview);
  assert.deepEqual(await (await start(database)).history.overview(), overview);
  // One who cannot be read costs the others nothing.
  const withBad = { ...overview, people: [{ id: "nobody" }, ...overview.people] as never };
  await history.storeOverview(withBad);
  assert.deepEqual(await history.overview(), overview);
  await history.storeOverview({ ...overview, people: "nobody" as never });
  assert.equal(await history.overview(), undefined);
});

Deno.test("a full disk is said, and what is written later is kept", async () => {
  const memory = memoryDatabase();
  let isFull = false;
  const database: Database = {
    ...memory,
    write: (changes) =>
      isFull ? Promise.reject(new AppError("storage-full", "Full.")) : memory.write(changes),
  };
  const { history } = await start(database);
  await history.put(CONV, from(1, 2));
  isFull = true;
  await assert.rejects(history.put(CONV, from(3, 4)), { kind: "storage-full" });
  assert.deepEqual(places(await history.page(CONV, { limit: 9 })), [1, 2]);
  isFull = false;
  await history.put(CONV, from(3, 5));
  assert.deepEqual(places(await history.page(CONV, { limit: 9 })), [1, 2, 3, 4, 5]);
});

Deno.test("forgetting the person leaves nothing, and nothing is kept after it", async () => {
  const { database, history } = await start();
  const { history: noors } = await start(database, NOOR);
  for (const one of [history, noors]) {
    await one.put(CONV, from(1, 3));
    await writeAll(one, CONV, ["Hello"]);
    await one.storeOverview({ me: { uid: "ada", fullName: "A" }, conversations: [], people: [] });
  }
  const person = new LocalStore(database).person(ADA);
  history.close();
  await person.forget();
  await assert.rejects(history.put(CONV, from(4, 4)), { reason: "forgotten" });
  await assert.rejects(writeAll(history, CONV, ["x"]), { reason: "forgotten" });
  await assert.rejects(history.page(CONV, { limit: 1 }), { reason: "forgotten" });
  for (const table of ["localKeys", "kept", "history", "drafts", "overviews"] as const) {
    assert.deepEqual(await database.list(table, ADA), [], table);
    assert.equal((await database.list(table, NOOR)).length, 1, table);
  }
});

Deno.test("of drafts that are written at once the one that was typed last stays, whichever is sealed first", async () => {
  const { database, history } = await start();
  // Long ones take longer to seal.
  const texts = Array.from({ length: 40 }, (_, i) => `${i} `.padEnd(i % 2 ? 3 : 200_000, "x"));
  texts.push("short");
  await writeAll(history, CONV, texts);
  const { history: again } = await start(database);
  assert.equal((await again.drafts.of(CONV)).draft.text, "short");
});
