import assert from "node:assert/strict";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { FileStore, StoredChunk, StoredFile } from "./port.ts";
import { Files } from "./files.ts";

const ADA = "ada-id" as UserId;
const NOOR = "noor-id" as UserId;
const FILE: StoredFile = {
  id: "A".repeat(22),
  conv: "c" as ConversationId,
  sealed: 100_000,
  chunk: 65_536,
  uploader: ADA,
  state: "kept",
  item: "",
  createdMs: 0,
};

/** Files over a disk whose reading ends when the test says so. */
function start() {
  const world = { nowMs: 0 };
  const reads: ((chunk: StoredChunk | undefined) => void)[] = [];
  const store = {
    find: () => Promise.resolve(FILE),
    read: () => new Promise<StoredChunk | undefined>((resolve) => reads.push(resolve)),
  } as unknown as FileStore;
  const logged: string[] = [];
  const files = new Files({
    store,
    archive: { summary: () => Promise.resolve({}), senderOf: () => Promise.resolve(ADA) },
    maxTotalBytes: 1e9,
    maxPersonBytes: 1e9,
    clock: () => world.nowMs,
    log: (_level, what) => void logged.push(what),
  });
  return { files, reads, world, logged };
}

async function soundChunk(): Promise<StoredChunk> {
  const bytes = new Uint8Array(10);
  return { bytes, sha256: new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("one person gets so many parts at once, and others get theirs", async () => {
  const { files, reads } = start();
  const asked = Array.from({ length: 16 }, () => files.chunk(ADA, FILE.id, 0));
  await turn();
  await assert.rejects(files.chunk(ADA, FILE.id, 0), { kind: "rate-limited" });
  const others = files.chunk(NOOR, FILE.id, 0);
  await turn();
  const chunk = await soundChunk();
  for (const answer of reads) answer(chunk);
  await Promise.all([...asked, others]);
  const again = files.chunk(ADA, FILE.id, 0);
  await turn();
  reads.at(-1)!(chunk);
  assert.deepEqual(await again, chunk);
});

Deno.test("what one person fetches is bounded over time, and time brings it back", async () => {
  const { files, reads, world } = start();
  const chunk = await soundChunk();
  const fetched = async () => {
    const got = files.chunk(ADA, FILE.id, 0);
    got.catch(() => {});
    await Promise.resolve().then(() => {}).then(() => {}).then(() => {});
    reads.pop()?.(chunk);
    return await got.then(() => true, () => false);
  };
  let count = 0;
  while (count < 3_000 && await fetched()) count++;
  assert.equal(count, 2_000);
  world.nowMs += 1_000;
  for (count = 0; await fetched(); count++);
  assert.equal(count, 128);
});

Deno.test("a part that is missing, cut off or flipped on the disk is damage, and is logged", async () => {
  const { files, reads, logged } = start();
  const { bytes, sha256 } = await soundChunk();
  for (const found of [undefined, { bytes: bytes.slice(1), sha256 }, { bytes, sha256: bytes }]) {
    const asked = files.chunk(ADA, FILE.id, 0);
    await turn();
    reads.pop()!(found);
    await assert.rejects(asked, { kind: "internal", message: /damaged on the server's disk/ });
  }
  assert.equal(logged.length, 3);
});
