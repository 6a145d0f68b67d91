/** Test vectors of sealed files. */

import { type Bytes, toBase64Url } from "../../../../protocol/encoding.ts";
import type { ConversationId } from "../../../../protocol/ids.ts";
import { sha256 } from "../../../../e2ee/digest.ts";
import {
  chunkCount,
  chunkRange,
  fileDigest,
  type FilePlace,
  type FileRefusal,
  importFileKey,
  sealChunk,
} from "../../../../e2ee/file.ts";
import { countingRandom } from "../people.ts";

export interface FileVector extends FilePlace {
  name: string;
  key: string;
  /** Of the plain file, whose byte at i is (31 i + floor(i / 256)) mod 256. */
  plainHash: string;
  chunks: { bytes: number; header: string; tag: string; hash: string }[];
  digest: string;
  /** The only chunk of a small file, whole. */
  sealed?: string;
}

export interface FileVectors {
  files: FileVector[];
  /** What comes of handing out the chunks with the numbers `given`, in this order. */
  given: { file: string; given: number[]; expected: "ok" | FileRefusal }[];
}

/** The plain file of the vectors. */
export function patternedFile(size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
}

export async function fileVectors(): Promise<FileVectors> {
  const random = countingRandom(1700);
  const conv = toBase64Url(random(32)) as ConversationId;
  const files: FileVector[] = [];
  for (
    const [name, size, chunk] of [
      ["empty", 0, 65_536],
      ["one byte", 1, 65_536],
      ["three chunks", 140_000, 65_536],
      ["larger chunks", 1_000_001, 262_144],
    ] as const
  ) {
    const place = { id: toBase64Url(random(16)), conv, size, chunk };
    files.push(await fileVector(name, place, toBase64Url(random(32))));
  }
  const file = "three chunks";
  return {
    files,
    given: [
      { file, given: [0, 1, 2], expected: "ok" },
      { file, given: [1, 0, 2], expected: "reordered" },
      { file, given: [0, 0, 2], expected: "duplicated" },
      { file, given: [0, 1], expected: "truncated" },
      { file, given: [0, 1, 2, 2], expected: "extended" },
    ],
  };
}

async function fileVector(name: string, place: FilePlace, key: string): Promise<FileVector> {
  const plain = patternedFile(place.size);
  const imported = await importFileKey(key);
  const sealed: Bytes[] = [];
  for (let at = 0; at < chunkCount(place); at++) {
    sealed.push(await sealChunk(imported, place, at, plain.slice(...chunkRange(place, at))));
  }
  const hashes = await Promise.all(sealed.map(sha256));
  return {
    name,
    ...place,
    key,
    plainHash: toBase64Url(await sha256(plain)),
    chunks: sealed.map((bytes, at) => ({
      bytes: bytes.length,
      header: toBase64Url(bytes.subarray(0, 22)),
      tag: toBase64Url(bytes.subarray(-16)),
      hash: toBase64Url(hashes[at]!),
    })),
    digest: await fileDigest(hashes),
    ...(place.size < 10 ? { sealed: toBase64Url(sealed[0]!) } : {}),
  };
}
