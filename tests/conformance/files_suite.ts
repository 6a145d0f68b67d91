/** Every promise of `server/files/port.ts`. */

import assert from "node:assert/strict";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import { type NewFileRequest, sealedChunkCount, sealedChunkPlace } from "../../protocol/files.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { FileBounds, FileStore, StoredChunk } from "../../server/files/port.ts";
import { anyId, anyUser } from "../support/members.ts";
import { rejectsWith } from "./rejects_with.ts";

const CHUNK = 64 * 1024;
const FULL = CHUNK + 38;
export const WIDE: FileBounds = {
  totalBytes: 1e12,
  personBytes: 1e12,
  pendingBytes: 1e12,
  pendingFiles: 1e6,
};

export type NewFile = NewFileRequest & { uploader: UserId; createdMs: number };

/** A file of two chunks, unless told otherwise. */
export function newFile(changes: Partial<NewFile> = {}): NewFile {
  return {
    id: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
    conv: anyId<ConversationId>(),
    sealed: FULL + 100,
    chunk: CHUNK,
    uploader: anyUser(),
    createdMs: 1_000,
    ...changes,
  };
}

export async function chunkOf(file: NewFileRequest, index: number): Promise<StoredChunk> {
  const bytes = new Uint8Array(sealedChunkPlace(file, index).length).fill(index + 1);
  return { bytes, sha256: await sha256(bytes) };
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Made and uploaded, as far as `state` says. */
export async function stored(
  store: FileStore,
  state: "uploading" | "stored" | "kept",
  changes: Partial<NewFile> = {},
): Promise<NewFile> {
  const file = newFile(changes);
  await store.create(file, WIDE);
  for (let at = 0; at < sealedChunkCount(file); at++) {
    await store.write(file.id, at, await chunkOf(file, at));
  }
  if (state !== "uploading") await store.complete(file.id);
  if (state === "kept") await store.keep(file.id, anyId<ItemId>());
  return file;
}

type Fact = (store: FileStore) => Promise<void>;

/** Registers the tests. They use ids of their own, so that they may share a store. */
export function filesConformance(name: string, subject: () => FileStore): void {
  for (const [fact, check] of Object.entries(facts)) {
    Deno.test(`files, ${name}: ${fact}`, () => check(subject()));
  }
}

const facts: Record<string, Fact> = {
  "a file that nobody began is not there": async (store) => {
    const { id } = newFile();
    assert.equal(await store.find(id), undefined);
    assert.deepEqual(await store.chunks(id), []);
    assert.equal(await store.read(id, 0), undefined);
    await rejectsWith(store.write(id, 0, await chunkOf(newFile(), 0)), "not-found");
    await rejectsWith(store.complete(id), "not-found");
    await rejectsWith(store.keep(id, anyId()), "not-found");
    await store.remove(id);
  },

  "a file goes from uploading to stored to kept": async (store) => {
    const file = newFile();
    await store.create(file, WIDE);
    const of = async () => {
      const found = await store.find(file.id);
      return [found?.state, found?.item];
    };
    assert.deepEqual(await store.find(file.id), { ...file, state: "uploading", item: "" });
    for (const at of [1, 0]) await store.write(file.id, at, await chunkOf(file, at));
    assert.deepEqual(await store.chunks(file.id), [0, 1]);
    await store.complete(file.id);
    await store.complete(file.id);
    assert.deepEqual(await of(), ["stored", ""]);
    const item = anyId<ItemId>();
    await store.keep(file.id, item);
    await store.keep(file.id, anyId());
    await store.complete(file.id);
    assert.deepEqual(await of(), ["kept", item]);
  },

  "chunks come out as they went in, in whatever order": async (store) => {
    const file = await stored(store, "kept", { sealed: 3 * FULL });
    for (const at of [2, 0, 1]) {
      assert.deepEqual(await store.read(file.id, at), await chunkOf(file, at));
    }
    assert.equal(await store.read(file.id, 3), undefined);
  },

  "a chunk that is not there is not read, though others are": async (store) => {
    const file = newFile();
    await store.create(file, WIDE);
    await store.write(file.id, 1, await chunkOf(file, 1));
    assert.equal(await store.read(file.id, 0), undefined);
    await rejectsWith(store.complete(file.id), "conflict");
    await rejectsWith(store.keep(file.id, anyId()), "conflict");
  },

  "an id is taken once": async (store) => {
    const file = newFile();
    await store.create(file, WIDE);
    await rejectsWith(store.create({ ...file, uploader: anyUser() }, WIDE), "conflict");
    assert.equal((await store.find(file.id))?.uploader, file.uploader);
  },

  "the same chunk again changes nothing, another one is refused": async (store) => {
    const file = newFile();
    await store.create(file, WIDE);
    const chunk = await chunkOf(file, 0);
    const bytes = chunk.bytes.slice().fill(99);
    const other = { bytes, sha256: await sha256(bytes) };
    const outcomes = await Promise.allSettled([
      store.write(file.id, 0, chunk),
      store.write(file.id, 0, other),
      store.write(file.id, 0, chunk),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
    assert.deepEqual(await store.read(file.id, 0), chunk);
  },

  "a chunk of the wrong length is refused": async (store) => {
    const file = newFile();
    await store.create(file, WIDE);
    for (const at of [1, 2]) {
      const bytes = new Uint8Array(FULL);
      await rejectsWith(
        store.write(file.id, at, { bytes, sha256: await sha256(bytes) }),
        "invalid",
      );
    }
    assert.deepEqual(await store.chunks(file.id), []);
  },

  "one message keeps one file": async (store) => {
    const [one, two] = [await stored(store, "stored"), await stored(store, "stored")];
    const item = anyId<ItemId>();
    await store.keep(one.id, item);
    const error = await rejectsWith(store.keep(two.id, item), "conflict");
    assert.equal(error.reason, "item-taken");
    assert.equal((await store.find(two.id))?.state, "stored");
  },

  "a person's files that are not kept are bounded, in bytes and number": async (store) => {
    const uploader = anyUser();
    const bounds = { ...WIDE, pendingBytes: 3 * FULL, pendingFiles: 2 };
    const size = (sealed: number) => newFile({ uploader, sealed });
    const first = await stored(store, "stored", { uploader, sealed: 2 * FULL });
    const error = await rejectsWith(store.create(size(FULL + 1), bounds), "rate-limited");
    assert.equal(error.reason, "files-pending");
    await store.create(size(FULL), bounds);
    await rejectsWith(store.create(size(39), { ...bounds, pendingBytes: 1e9 }), "rate-limited");
    await store.create(newFile(), bounds);
    await store.keep(first.id, anyId());
    await store.create(size(FULL), bounds);
  },

  "all files together are bounded, kept ones too, and removing one makes room": async (store) => {
    const { id } = await stored(store, "kept", { sealed: 5 * FULL });
    let used = 0;
    const fits = (totalBytes: number) =>
      store.create(newFile({ sealed: FULL }), { ...WIDE, totalBytes }).then(
        () => true,
        () => false,
      );
    // What others of this suite stored is not known: look for the bound.
    for (used = 5 * FULL; !await fits(used); used += FULL);
    const error = await rejectsWith(
      store.create(newFile({ sealed: FULL }), { ...WIDE, totalBytes: used }),
      "storage-full",
    );
    assert.equal(error.reason, "files-total");
    await store.remove(id);
    assert.ok(await fits(used));
  },

  "a person's files are bounded together, kept or not, and removing one makes room": async (
    store,
  ) => {
    const uploader = anyUser();
    const bounds = { ...WIDE, personBytes: 3 * FULL };
    const size = (sealed: number) => newFile({ uploader, sealed });
    const { id } = await stored(store, "kept", { uploader, sealed: 2 * FULL });
    const error = await rejectsWith(store.create(size(FULL + 100), bounds), "storage-full");
    assert.equal(error.reason, "files-person");
    await store.create(size(FULL), bounds);
    await store.create(newFile({ sealed: 3 * FULL }), bounds);
    await rejectsWith(store.create(size(100), bounds), "storage-full");
    await store.remove(id);
    await store.create(size(2 * FULL), bounds);
  },

  "a file that is renewed waits a whole time again, and is not made older": async (store) => {
    const file = await stored(store, "stored", { createdMs: 10 });
    await store.renew(file.id, 400);
    await store.renew(file.id, 20);
    await store.sweep(400);
    assert.equal((await store.find(file.id))?.createdMs, 400);
    await store.sweep(401);
    assert.equal(await store.find(file.id), undefined);
    await store.renew(file.id, 500);
  },

  "a file that is removed is gone, and may come back": async (store) => {
    const file = await stored(store, "kept");
    await store.remove(file.id);
    assert.equal(await store.find(file.id), undefined);
    assert.equal(await store.read(file.id, 0), undefined);
    await store.create(file, WIDE);
    assert.deepEqual(await store.chunks(file.id), []);
  },

  "a sweep takes what is old and not kept, and nothing else": async (store) => {
    const old = await Promise.all(
      (["uploading", "stored", "kept"] as const).map((state) =>
        stored(store, state, { createdMs: 10 })
      ),
    );
    const young = await Promise.all(
      (["uploading", "stored", "kept"] as const).map((state) =>
        stored(store, state, { createdMs: 500 })
      ),
    );
    const swept = await store.sweep(500);
    assert.ok(swept.overdue >= 2);
    const left = await Promise.all([...old, ...young].map(({ id }) => store.find(id)));
    assert.deepEqual(left.map((file) => file !== undefined), [
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    for (const file of [old[2]!, ...young]) {
      assert.deepEqual(await store.read(file.id, 1), await chunkOf(file, 1));
    }
  },

  "it is up": async (store) => assert.equal(await store.state(), "up"),
};
