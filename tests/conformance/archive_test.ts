/** The archive's promises, kept by the SQLite adapter and by the same behind the bridge worker. */

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { startBridge } from "../../server/bridge/client.ts";
import type { Bridge } from "../../server/bridge/port.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Archive, ItemWrite } from "../../server/archive/port.ts";
import { openSqliteArchive } from "../../server/archive/sqlite/archive.ts";
import { mountSmallDisk } from "../support/small_disk.ts";
import { anyId, anyUser } from "../support/members.ts";
import { archiveConformance } from "./archive_suite.ts";
import { control, message } from "./archive_writes.ts";
import { rejectsWith } from "./rejects_with.ts";

let folder: string;
let direct: Archive;
let writer: Archive;
let bridge: Bridge;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir({ prefix: "talkywalky-archive-" });
  direct = openSqliteArchive(`${folder}/direct.db`);
  writer = openSqliteArchive(`${folder}/bridge.db`);
  bridge = await startBridge({ nodeId: "n1", archivePath: `${folder}/bridge.db` }, () => {});
});
Deno.test.afterAll(async () => {
  await bridge.close();
  await Promise.all([direct.close(), writer.close()]);
  await Deno.remove(folder, { recursive: true });
});

archiveConformance("SQLite", () => ({ reader: direct, writer: direct }));
archiveConformance("bridge worker", () => ({
  reader: {
    ...bridge.archive,
    publishIdentity: bridge.publishIdentity,
    withdrawIdentities: bridge.withdrawIdentities,
  },
  writer,
}));

/** A room with one member, whose first item is committed. */
async function roomIn(archive: Archive) {
  const [conv, user] = [anyId<ConversationId>(), anyUser()];
  const created = { creates: true, joined: [user], room: { name: "r", policy: "open" } } as const;
  await archive.commit([control(conv, 1, { ...created, joined: [user] })]);
  return { conv, user };
}

Deno.test("archive, SQLite: what was committed is there after it is opened again", async () => {
  const path = `${folder}/reopened.db`;
  const before = openSqliteArchive(path);
  const { conv, user } = await roomIn(before);
  await before.commit([message(conv, 2), message(conv, 3)]);
  const [page, state] = [await before.page(user, conv, { limit: 9 }), await before.load(conv)];
  await before.close();
  const after = openSqliteArchive(path);
  assert.deepEqual(await after.page(user, conv, { limit: 9 }), page);
  assert.deepEqual(await after.load(conv), state);
  await after.commit([message(conv, 4)]);
  assert.equal((await after.load(conv))?.head, 4);
  await after.close();
});

Deno.test("archive, SQLite: what was committed is in the file before anybody is told", async () => {
  const path = `${folder}/crash.db`;
  const archive = openSqliteArchive(path);
  const { conv } = await roomIn(archive);
  // As after a crash: another process reads the files while the first never closed them.
  const other = new DatabaseSync(path, { readOnly: true });
  const row = other.prepare("SELECT head FROM conversation WHERE id = ?").get(conv);
  assert.equal((row as { head: number }).head, 1);
  const mode = other.prepare("PRAGMA journal_mode").get();
  assert.deepEqual({ ...mode }, { journal_mode: "wal" });
  other.close();
  await archive.close();
});

Deno.test("archive, SQLite: what is handed in when it closes is kept", async () => {
  const path = `${folder}/closing.db`;
  const archive = openSqliteArchive(path);
  const { conv } = await roomIn(archive);
  const last = archive.commit([message(conv, 2)]);
  await archive.close();
  await last;
  const after = openSqliteArchive(path);
  assert.equal((await after.load(conv))?.head, 2);
  await after.close();
});

Deno.test("archive, SQLite: a closed archive is unavailable", async () => {
  const archive = openSqliteArchive(`${folder}/closed.db`);
  await archive.close();
  await rejectsWith(archive.load(anyId()), "unavailable");
  await rejectsWith(archive.commit([message(anyId(), 1)]), "unavailable");
  assert.equal(await archive.state(), "down");
});

Deno.test("archive, SQLite: its files are for its user alone", async () => {
  const path = `${folder}/private.db`;
  const archive = openSqliteArchive(path);
  await roomIn(archive);
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    assert.equal((await Deno.stat(name)).mode! & 0o777, 0o600, name);
  }
  await archive.close();
});

Deno.test("archive, SQLite: a file of a newer program is refused, and left as it is", async () => {
  const path = `${folder}/newer.db`;
  await openSqliteArchive(path).close();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  assert.throws(() => openSqliteArchive(path), (error) => {
    assert.ok(error instanceof AppError);
    assert.equal(error.kind, "unavailable");
    assert.match(String(error.cause), /version 99.*newer program/);
    return true;
  });
  const after = new DatabaseSync(path);
  assert.deepEqual({ ...after.prepare("PRAGMA user_version").get() }, { user_version: 99 });
  after.close();
});

Deno.test("archive, SQLite: a file that is no database is refused in its own words", async () => {
  const path = `${folder}/nonsense.db`;
  await Deno.writeTextFile(path, "not a database ".repeat(100));
  assert.throws(() => openSqliteArchive(path), AppError);
  assert.match(await Deno.readTextFile(path), /^not a database/);
  assert.throws(() => openSqliteArchive(`${folder}/no/such/folder.db`), AppError);
});

Deno.test("archive, SQLite: a full disk keeps nothing of a batch, and all that was before", async () => {
  const path = `${folder}/full.db`;
  const archive = openSqliteArchive(path, { maxBytes: 400 * 1024 });
  const { conv, user } = await roomIn(archive);
  const body = JSON.stringify({ ct: "x".repeat(8 * 1024) });
  const batchFrom = (seq: number): ItemWrite[] =>
    Array.from({ length: 8 }, (_, i) => message(conv, seq + i, { body }));
  let head = 1;
  let refused: unknown;
  while (refused === undefined && head < 1000) {
    await archive.commit(batchFrom(head + 1)).then(() => head += 8, (error) => refused = error);
  }
  assert.ok(refused instanceof AppError && refused.kind === "storage-full", String(refused));
  assert.ok(head > 8, "some fitted");
  const newRoom = anyId<ConversationId>();
  const created = { creates: true, joined: [user], body } as const;
  await rejectsWith(
    archive.commit([
      control(newRoom, 1, { ...created, joined: [user] }),
      ...Array.from({ length: 40 }, (_, i) => message(newRoom, i + 2, { body })),
    ]),
    "storage-full",
  );
  assert.equal((await archive.load(conv))?.head, head);
  assert.equal(await archive.load(newRoom), undefined);
  const last = await archive.page(user, conv, { before: head + 100, limit: 3 });
  assert.deepEqual(last.items.map((text) => JSON.parse(text).seq), [head - 2, head - 1, head]);
  await archive.close();

  const roomy = openSqliteArchive(path);
  await roomy.commit(batchFrom(head + 1));
  assert.equal((await roomy.load(conv))?.head, head + 8, "goes on where it stood");
  await roomy.close();
});

Deno.test("archive, bridge worker: only what the gateway may call is within reach", () => {
  const names = Object.keys(bridge.archive);
  assert.ok(names.includes("page"));
  for (const name of ["commit", "load", "receipts", "wrapsOf", "close", "then"]) {
    assert.equal((bridge.archive as unknown as Record<string, unknown>)[name], undefined, name);
  }
});

Deno.test("archive, bridge worker: a file that cannot be opened is said at the start", async () => {
  const path = `${folder}/newest.db`;
  await openSqliteArchive(path).close();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  const lines: string[] = [];
  const starting = startBridge(
    { nodeId: "n1", archivePath: path },
    (_level, message, fields) => void lines.push(`${message} ${fields?.["detail"]}`),
  );
  await rejectsWith(starting, "unavailable");
  assert.match(lines.join("\n"), /did not start.*newer program/, "the operator reads why");
});

Deno.test("archive, SQLite: on a full disk it is down, as a message would find, and up with room", async () => {
  const disk = await mountSmallDisk(2);
  try {
    const archive = openSqliteArchive(`${disk.folder}/full.db`);
    const { conv } = await roomIn(archive);
    assert.equal(await archive.state(), "up");
    await disk.fill();
    await rejectsWith(archive.commit([message(conv, 2)]), "storage-full");
    assert.equal(await archive.state(), "down");
    await disk.free();
    assert.equal(await archive.state(), "up");
    assert.equal((await archive.load(conv))?.head, 1, "looking has written nothing");
    await archive.commit([message(conv, 2)]);
    await archive.close();
  } finally {
    await disk.close();
  }
});
