/** The promises of stored files, kept by the disk adapter, and what it alone promises. */

import assert from "node:assert/strict";
import { toHex } from "../../protocol/encoding.ts";
import { fromBase64Url } from "../../protocol/encoding.ts";
import { openDiskFiles } from "../../server/files/disk/disk_files.ts";
import type { FileStore } from "../../server/files/port.ts";
import { mountSmallDisk } from "../support/small_disk.ts";
import { rejectsWith } from "./rejects_with.ts";
import { chunkOf, filesConformance, newFile, stored, WIDE } from "./files_suite.ts";

let folder: string;
let store: FileStore;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir({ prefix: "talkywalky-files-" });
  store = openDiskFiles(folder);
});
Deno.test.afterAll(async () => {
  await store.close();
  await Deno.remove(folder, { recursive: true });
});

filesConformance("disk", () => store);

function pathOf(id: string, root = folder): string {
  const name = toHex(fromBase64Url(id));
  return `${root}/files/${name.slice(0, 2)}/${name}`;
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

Deno.test("files, disk: what was stored is there after it is opened again", async () => {
  const file = await stored(store, "kept");
  const half = newFile();
  await store.create(half, WIDE);
  await store.write(half.id, 1, await chunkOf(half, 1));
  const again = openDiskFiles(folder);
  assert.deepEqual(await again.read(file.id, 0), await chunkOf(file, 0));
  assert.deepEqual(await again.chunks(half.id), [1]);
  await again.write(half.id, 0, await chunkOf(half, 0));
  await again.complete(half.id);
  await again.close();
});

Deno.test("files, disk: a person's share is counted over restarts", async () => {
  const { uploader } = await stored(store, "kept", { sealed: 5_000 });
  const again = openDiskFiles(folder);
  const more = newFile({ uploader, sealed: 5_001 });
  const error = await rejectsWith(
    again.create(more, { ...WIDE, personBytes: 10_000 }),
    "storage-full",
  );
  assert.equal(error.reason, "files-person");
  await again.close();
});

Deno.test("files, disk: only this user can read them, and removing one frees its space", async () => {
  const { id, sealed } = await stored(store, "stored");
  const { mode, size } = await Deno.stat(pathOf(id));
  assert.deepEqual([mode! & 0o777, size], [0o600, sealed]);
  assert.equal((await Deno.stat(`${folder}/files.db`)).mode! & 0o777, 0o600);
  await store.remove(id);
  assert.ok(!await isThere(pathOf(id)));
});

Deno.test("files, disk: bytes that nothing is known of are swept, and files without bytes", async () => {
  const kept = await stored(store, "kept");
  const lost = await stored(store, "kept");
  const begun = newFile({ createdMs: 2_000 });
  await store.create(begun, WIDE);
  await Deno.remove(pathOf(lost.id));
  const stray = newFile();
  await Deno.mkdir(pathOf(stray.id).slice(0, -33), { recursive: true });
  await Deno.writeFile(pathOf(stray.id), new Uint8Array(10));
  await Deno.writeTextFile(`${folder}/files/note.txt`, "not ours");

  assert.deepEqual((await store.sweep(0)).strays, 2);
  assert.ok(!await isThere(pathOf(stray.id)));
  assert.ok(await isThere(`${folder}/files/note.txt`));
  assert.equal(await store.find(lost.id), undefined);
  assert.ok(await store.find(begun.id) !== undefined, "has no bytes yet");
  assert.deepEqual(await store.read(kept.id, 0), await chunkOf(kept, 0));
  assert.deepEqual(await store.sweep(0), { overdue: 0, strays: 0 });
});

Deno.test("files, disk: a folder that cannot be written is reported", async () => {
  const root = await Deno.makeTempDir({ prefix: "talkywalky-files-" });
  const broken = openDiskFiles(root);
  await Deno.remove(`${root}/files`);
  assert.equal(await broken.state(), "down");
  await Deno.mkdir(`${root}/files`);
  assert.equal(await broken.state(), "up");
  await broken.close();
  await Deno.remove(root, { recursive: true });
});

Deno.test("files, disk: a full disk refuses a chunk whole, and takes it when there is room", async () => {
  const disk = await mountSmallDisk(2);
  try {
    const full = openDiskFiles(disk.folder);
    const file = newFile();
    await full.create(file, WIDE);
    await full.write(file.id, 1, await chunkOf(file, 1));
    await disk.fill();
    await rejectsWith(full.write(file.id, 0, await chunkOf(file, 0)), "storage-full");
    assert.equal(await full.state(), "down");
    assert.deepEqual(await full.chunks(file.id), [1]);
    await disk.free();
    await full.write(file.id, 0, await chunkOf(file, 0));
    await full.complete(file.id);
    assert.deepEqual(await full.read(file.id, 0), await chunkOf(file, 0));
    await full.close();
  } finally {
    await disk.close();
  }
});

Deno.test("files, disk: fifty who ask for the state at once are all told the same", async () => {
  const root = await Deno.makeTempDir({ prefix: "talkywalky-files-" });
  const store = openDiskFiles(root);
  for (let round = 0; round < 5; round++) {
    const states = await Promise.all(Array.from({ length: 50 }, () => store.state()));
    assert.deepEqual(new Set(states), new Set(["up"]));
  }
  assert.deepEqual((await Array.fromAsync(Deno.readDir(`${root}/files`))).length, 0);
  await store.close();
  await Deno.remove(root, { recursive: true });
});
