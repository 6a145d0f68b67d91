/** `docs/vectors/files.json`, by the letter of the specification. */

import assert from "node:assert/strict";
import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from "../protocol/encoding.ts";
import { hash, number64, readVectors } from "../tests/support/vectors.ts";
import { chunkRange, FileOpening, importFileKey, sealChunk } from "./file.ts";
import { patternedFile } from "../tests/support/e2ee/vectors/file_vectors.ts";

const { files, given } = await readVectors("files");
const plainOf = new Map(files.map((file) => [file.name, patternedFile(file.size)]));

/** The sealed chunks of a file of the vectors. */
async function sealedOf({ key, ...file }: typeof files[number]): Promise<Bytes[]> {
  const plain = plainOf.get(file.name)!;
  const imported = await importFileKey(key);
  return await Promise.all(
    file.chunks.map((_, at) => sealChunk(imported, file, at, plain.slice(...chunkRange(file, at)))),
  );
}

for (const file of files) {
  Deno.test(`vector: the sealed file "${file.name}", by the letter of the specification`, async () => {
    assert.equal(await hash(plainOf.get(file.name)!), file.plainHash);
    const raw = fromBase64Url(file.key);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
    const sealed = await sealedOf(file);
    const opened: Bytes[] = [];
    for (const [at, { bytes, header, tag, hash: expected }] of file.chunks.entries()) {
      const chunk = sealed[at]!;
      assert.equal(chunk.length, bytes);
      const place = new Uint8Array(5);
      new DataView(place.buffer).setUint32(0, at);
      place[4] = at === file.chunks.length - 1 ? 1 : 0;
      const written = concat(Uint8Array.of(1), fromBase64Url(file.id), place);
      assert.equal(toBase64Url(written), header);
      assert.equal(toBase64Url(chunk.subarray(-16)), tag);
      assert.equal(await hash(chunk), expected);
      const additionalData = concat(
        utf8("tw1/file"),
        written,
        fromBase64Url(file.conv),
        number64(file.chunk).slice(4),
      );
      const iv = concat(new Uint8Array(7), place);
      const algorithm = { name: "AES-GCM", iv, additionalData };
      const plain = await crypto.subtle.decrypt(algorithm, key, chunk.subarray(22));
      opened.push(new Uint8Array(plain));
    }
    assert.equal(
      await hash(...file.chunks.map(({ hash }) => fromBase64Url(hash))),
      file.digest,
    );
    const all = concat(...opened);
    assert.deepEqual(all.subarray(0, file.size), plainOf.get(file.name));
    assert.ok(all.subarray(file.size).every((byte) => byte === 0));
    if (file.sealed !== undefined) assert.equal(toBase64Url(sealed[0]!), file.sealed);
  });
}

for (const { file: name, given: order, expected } of given) {
  Deno.test(`vector: chunks ${order} of "${name}" are ${expected}`, async () => {
    const file = files.find((one) => one.name === name)!;
    const sealed = await sealedOf(file);
    const opening = new FileOpening(await importFileKey(file.key), file, file.digest);
    let outcome: string = "ok";
    for (const [at, chunk] of order.entries()) {
      const opened = await opening.open(at, sealed[chunk]!);
      if (!opened.ok && outcome === "ok") outcome = opened.reason;
    }
    const finished = await opening.finish();
    if (outcome === "ok" && !finished.ok) outcome = finished.reason;
    assert.equal(outcome, expected);
  });
}
