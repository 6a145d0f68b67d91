import assert from "node:assert/strict";
import { type Bytes, concat, toBase64Url } from "../protocol/encoding.ts";
import type { ConversationId } from "../protocol/ids.ts";
import { FILE_CHUNK_OVERHEAD_BYTES, MAX_FILE_BYTES } from "../protocol/limits.ts";
import { sha256 } from "./digest.ts";
import { systemRandom } from "./environment.ts";
import {
  chunkCount,
  chunkRange,
  fileDigest,
  FileOpening,
  type FilePlace,
  importFileKey,
  newFile,
  sealChunk,
  sealedChunkBytes,
  sealedFileBytes,
} from "./file.ts";
import { paddedFileSize } from "./file_padding.ts";

const CHUNK = 64 * 1024;
const conv = toBase64Url(systemRandom(32)) as ConversationId;

interface Sealed {
  place: FilePlace;
  key: CryptoKey;
  plain: Bytes;
  chunks: Bytes[];
  digest: string;
}

async function seal(size: number, changes: Partial<FilePlace & { key: string }> = {}) {
  const { id, key: rawKey } = { ...newFile(systemRandom), ...changes };
  const plain = patterned(size);
  const place: FilePlace = { id, conv, chunk: CHUNK, ...changes, size };
  const key = await importFileKey(rawKey);
  const chunks: Bytes[] = [];
  for (let at = 0; at < chunkCount(place); at++) {
    chunks.push(await sealChunk(key, place, at, plain.slice(...chunkRange(place, at))));
  }
  const digest = await fileDigest(await Promise.all(chunks.map(sha256)));
  return { place, key, plain, chunks, digest } satisfies Sealed;
}

function patterned(size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
}

/** Opens `chunks` in turn; the first refusal, or the plain file. */
async function open({ key, place, digest }: Sealed, chunks: Bytes[]): Promise<Bytes | string> {
  const opening = new FileOpening(key, place, digest);
  const parts: Bytes[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const opened = await opening.open(at, chunk);
    if (!opened.ok) return opened.reason;
    parts.push(opened.plain);
  }
  const finished = await opening.finish();
  return finished.ok ? concat(...parts) : finished.reason;
}

const three = await seal(2 * CHUNK + 100);
const [first, second, third] = three.chunks as [Bytes, Bytes, Bytes];

for (const size of [0, 1, 4096, 4097, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]) {
  Deno.test(`a file of ${size} bytes comes out as it went in`, async () => {
    const file = await seal(size);
    assert.deepEqual(await open(file, file.chunks), file.plain);
    assert.equal(concat(...file.chunks).length, sealedFileBytes(file.place));
    for (const [at, { length }] of file.chunks.entries()) {
      assert.equal(length, sealedChunkBytes(file.place, at));
    }
  });
}

Deno.test("chunks may be opened in any order", async () => {
  const opening = new FileOpening(three.key, three.place, three.digest);
  for (const at of [2, 0, 1]) assert.ok((await opening.open(at, three.chunks[at]!)).ok);
  assert.ok((await opening.finish()).ok);
});

Deno.test("the sealed size is one of few, and is never far above the file's", () => {
  const sizes = new Set<number>();
  for (let size = 0; size <= MAX_FILE_BYTES; size = paddedFileSize(size) + 1) {
    const padded = paddedFileSize(size);
    assert.ok(padded >= size && padded <= Math.max(4096, size * 1.0626), `${size} to ${padded}`);
    assert.equal(paddedFileSize(padded), padded);
    sizes.add(padded);
  }
  assert.equal(sizes.size, 403);
  assert.equal(Math.max(...sizes), MAX_FILE_BYTES);
});

Deno.test("files whose sizes differ a little cannot be told apart by their sealed sizes", () => {
  const sealed = [1_000_001, 1_010_000].map((size) => sealedFileBytes({ size, chunk: CHUNK }));
  assert.equal(sealed[0], sealed[1]);
});

Deno.test("attack: chunks that change places are reordered", async () => {
  assert.equal(await open(three, [second, first, third]), "reordered");
  assert.equal(await open(three, [first, third, second]), "reordered");
});

Deno.test("attack: a chunk in the place of a later one is duplicated", async () => {
  assert.equal(await open(three, [first, first, third]), "duplicated");
  assert.equal(await open(three, [first, second, second]), "duplicated");
});

Deno.test("attack: a file without its last chunks is truncated", async () => {
  assert.equal(await open(three, [first, second]), "truncated");
  assert.equal(await open(three, []), "truncated");
  // The sender's own words cannot shorten it either: the last chunk must be sealed as the last.
  const shorter = { ...three, place: { ...three.place, size: 2 * CHUNK } };
  assert.equal(await open(shorter, [first, second]), "truncated");
});

Deno.test("attack: a file that goes on after its last chunk is extended", async () => {
  assert.equal(await open(three, [first, second, third, third]), "extended");
  const longer = { ...three, place: { ...three.place, size: 4 * CHUNK } };
  assert.equal(await open(longer, [first, second, third, third]), "extended");
});

Deno.test("attack: a chunk of another file is refused, under the same key too", async () => {
  const key = toBase64Url(systemRandom(32));
  const one = await seal(2 * CHUNK, { key });
  const other = await seal(2 * CHUNK, { key });
  assert.equal(await open(one, [one.chunks[0]!, other.chunks[1]!]), "other-file");
});

Deno.test("attack: a chunk whose header was made to fit does not open", async () => {
  const relabelled = second.slice();
  relabelled.set(first.subarray(0, 22));
  assert.equal(await open(three, [relabelled, second, third]), "altered");
});

Deno.test("attack: every flipped bit of a header or tag, and some of the middle, is seen", async () => {
  const file = await seal(10);
  const [chunk] = file.chunks as [Bytes];
  const places = [
    ...Array(22).keys(),
    22,
    1000,
    ...Array(16).keys().map((n) => chunk.length - n - 1),
  ];
  for (const at of places) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = chunk.slice();
      flipped[at]! ^= 1 << bit;
      const reason = await open(file, [flipped]);
      assert.equal(typeof reason, "string", `byte ${at}`);
      if (at === 0) assert.equal(reason, "unknown-version");
      else if (at <= 16) assert.equal(reason, "other-file");
      else if (at >= 22) assert.equal(reason, "altered");
    }
  }
});

Deno.test("attack: a chunk that is cut, lengthened or empty has the wrong length", async () => {
  for (const wrong of [first.slice(0, -1), concat(first, first.slice(0, 1)), new Uint8Array()]) {
    assert.equal(await open(three, [wrong]), "wrong-length");
  }
});

Deno.test("attack: a file does not open in another conversation, under another key or cut", async () => {
  const elsewhere = toBase64Url(systemRandom(32)) as ConversationId;
  const file = await seal(100);
  const { place } = file;
  assert.equal(
    await open({ ...file, place: { ...place, conv: elsewhere } }, file.chunks),
    "altered",
  );
  const recut = { ...file, place: { ...place, chunk: 2 * CHUNK } };
  assert.equal(await open(recut, file.chunks), "altered");
  const key = await importFileKey(toBase64Url(systemRandom(32)));
  assert.equal(await open({ ...file, key }, file.chunks), "altered");
});

Deno.test("attack: a smaller size than the sealed one is seen by what stands in the padding", async () => {
  const file = await seal(100);
  const { place } = file;
  assert.equal(await open({ ...file, place: { ...place, size: 99 } }, file.chunks), "bad-padding");
});

Deno.test("attack: chunks that open but are not those of the message have the wrong digest", async () => {
  assert.equal(
    await open({ ...three, digest: (await seal(10)).digest }, three.chunks),
    "wrong-digest",
  );
});

Deno.test("a chunk of the wrong size or place is not sealed", async () => {
  const { key, place } = three;
  for (const [at, length] of [[0, 10], [2, 101], [3, 0], [-1, CHUNK]] as const) {
    await assert.rejects(sealChunk(key, place, at, new Uint8Array(length)), RangeError);
  }
});

Deno.test("no two chunks of a file share a nonce", () => {
  assert.equal(new Set(three.chunks.map((chunk) => toBase64Url(chunk.subarray(17, 22)))).size, 3);
  assert.equal(first.length, CHUNK + FILE_CHUNK_OVERHEAD_BYTES);
});
