/**
 * Files, sealed in chunks under a key of their own: AES-256-GCM in the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse
 * Misuse-Resistance", 2015). Each chunk knows its file, conversation, place and whether it is the
 * last, so that none can be left out, added, doubled or moved. The key and the digest of all sealed
 * chunks travel inside the message, whose signature and key commitment cover them.
 */

import {
  type Bytes,
  concat,
  equalBytes,
  fromBase64Url,
  toBase64Url,
} from "../protocol/encoding.ts";
import type { ConversationId } from "../protocol/ids.ts";
import { FILE_CHUNK_OVERHEAD_BYTES } from "../protocol/limits.ts";
import { sha256, TAGS } from "./digest.ts";
import type { RandomSource } from "./environment.ts";
import { paddedFileSize } from "./file_padding.ts";
import type { FilePayload } from "./payload.ts";

const VERSION = 1;
const ID_BYTES = 16;
const TAG_BYTES = 16;
const HEADER_BYTES = FILE_CHUNK_OVERHEAD_BYTES - TAG_BYTES;

/** What a file's chunks are bound to, and how they are cut. */
export interface FilePlace extends Pick<FilePayload, "id" | "size" | "chunk"> {
  conv: ConversationId;
}

export type FileRefusal =
  | "wrong-length" // of a sealed chunk
  | "unknown-version"
  | "other-file" // a chunk of another file
  | "truncated" // chunks are missing at the end
  | "extended" // there is more after the last chunk
  | "duplicated" // a chunk that was opened already, in another's place
  | "reordered" // a chunk of another place
  | "altered" // it does not open: changed, or sealed for another file, conversation or key
  | "bad-padding"
  | "wrong-digest"; // every chunk opens, but they are not those that the message names

export type OpenedChunk =
  | { ok: true; plain: Bytes; digest: Bytes }
  | { ok: false; reason: FileRefusal };

/** A new file's id and key, base64url. */
export function newFile(random: RandomSource): Pick<FilePayload, "id" | "key"> {
  return { id: toBase64Url(random(ID_BYTES)), key: toBase64Url(random(32)) };
}

/** Chunks of a file; an empty one has one too. */
export function chunkCount({ size, chunk }: Pick<FilePlace, "size" | "chunk">): number {
  return Math.ceil(paddedFileSize(size) / chunk);
}

/** Bytes of the sealed chunk at `index`. */
export function sealedChunkBytes(place: Pick<FilePlace, "size" | "chunk">, index: number): number {
  return paddedChunkBytes(place, index) + FILE_CHUNK_OVERHEAD_BYTES;
}

/** Bytes of all sealed chunks: what the server is told of the size. */
export function sealedFileBytes(place: Pick<FilePlace, "size" | "chunk">): number {
  return paddedFileSize(place.size) + chunkCount(place) * FILE_CHUNK_OVERHEAD_BYTES;
}

/** From where to where in the plain file the chunk at `index` reaches; both ends may be its end. */
export function chunkRange(
  { size, chunk }: Pick<FilePlace, "size" | "chunk">,
  index: number,
): [start: number, end: number] {
  return [Math.min(size, index * chunk), Math.min(size, (index + 1) * chunk)];
}

/** @param key 32 bytes, base64url. */
export function importFileKey(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", fromBase64Url(key), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
}

/**
 * The sealed chunk at `index`: header || AES-256-GCM ciphertext || tag. The same input gives the
 * same bytes. A key must never seal two different files: see `docs/protocol.md`.
 *
 * @param plain the file's bytes of `chunkRange`.
 * @throws {RangeError} when they are not as many.
 */
export async function sealChunk(
  key: CryptoKey,
  place: FilePlace,
  index: number,
  plain: Bytes,
): Promise<Bytes> {
  const [start, end] = chunkRange(place, index);
  if (index < 0 || index >= chunkCount(place) || plain.length !== end - start) {
    throw new RangeError(`Cannot seal ${plain.length} bytes as chunk ${index} of ${place.size}`);
  }
  const padded = new Uint8Array(paddedChunkBytes(place, index));
  padded.set(plain);
  const header = headerOf(place, index);
  const sealed = await crypto.subtle.encrypt(gcm(place, header), key, padded);
  return concat(header, new Uint8Array(sealed));
}

/** Opens the chunks of one file as they come, in any order, and at the end asks for the digest. */
export class FileOpening {
  readonly #place: FilePlace;
  readonly #key: CryptoKey;
  readonly #digest: string;
  readonly #digests: (Bytes | undefined)[];

  constructor(key: CryptoKey, place: FilePlace, digest: string) {
    this.#key = key;
    this.#place = place;
    this.#digest = digest;
    this.#digests = Array.from({ length: chunkCount(place) });
  }

  /** Opens what was given out as the chunk at `index`. Its plaintext is not to be shown yet. */
  async open(index: number, sealed: Bytes): Promise<OpenedChunk> {
    const opened = await this.#open(index, sealed);
    if (opened.ok) this.#digests[index] = opened.digest;
    return opened;
  }

  /** Whether all chunks were opened and are those that the message names. */
  async finish(): Promise<{ ok: true } | { ok: false; reason: FileRefusal }> {
    const digests = this.#digests.filter((digest) => digest !== undefined);
    if (digests.length < this.#digests.length) return refused("truncated");
    return await fileDigest(digests) === this.#digest ? { ok: true } : refused("wrong-digest");
  }

  async #open(index: number, sealed: Bytes): Promise<OpenedChunk> {
    const place = this.#place;
    if (index >= this.#digests.length) return refused("extended");
    const reason = this.#misplaced(index, sealed.subarray(0, HEADER_BYTES));
    if (reason !== undefined) return refused(reason);
    if (sealed.length !== sealedChunkBytes(place, index)) return refused("wrong-length");
    let padded: Bytes;
    try {
      const header = headerOf(place, index);
      const body = sealed.subarray(HEADER_BYTES);
      padded = new Uint8Array(await crypto.subtle.decrypt(gcm(place, header), this.#key, body));
    } catch {
      return refused("altered");
    }
    const [start, end] = chunkRange(place, index);
    const length = end - start;
    if (padded.subarray(length).some((byte) => byte !== 0)) return refused("bad-padding");
    return { ok: true, plain: padded.subarray(0, length), digest: await sha256(sealed) };
  }

  /** The header says what a chunk is; the tag proves it, and only then is it believed. */
  #misplaced(index: number, header: Bytes): FileRefusal | undefined {
    if (header.length < HEADER_BYTES) return "wrong-length";
    const expected = headerOf(this.#place, index);
    if (header[0] !== VERSION) return "unknown-version";
    const idEnd = 1 + ID_BYTES;
    if (!equalBytes(header.subarray(1, idEnd), expected.subarray(1, idEnd))) return "other-file";
    const view = new DataView(header.buffer, header.byteOffset);
    const held = view.getUint32(idEnd);
    if (held !== index) return this.#digests[held] === undefined ? "reordered" : "duplicated";
    if (equalBytes(header, expected)) return undefined;
    return isLast(this.#place, index) ? "truncated" : "extended";
  }
}

/** SHA-256 over the SHA-256 of each sealed chunk in a row, base64url. */
export async function fileDigest(digests: readonly Bytes[]): Promise<string> {
  return toBase64Url(await sha256(concat(...digests)));
}

function refused(reason: FileRefusal): { ok: false; reason: FileRefusal } {
  return { ok: false, reason };
}

function isLast(place: FilePlace, index: number): boolean {
  return index === chunkCount(place) - 1;
}

function paddedChunkBytes(
  { size, chunk }: Pick<FilePlace, "size" | "chunk">,
  index: number,
): number {
  return Math.min(chunk, paddedFileSize(size) - index * chunk);
}

/** Version, file id, index (4 bytes, big-endian), 1 for the last chunk and 0 for all others. */
function headerOf(place: FilePlace, index: number): Bytes {
  const header = new Uint8Array(HEADER_BYTES);
  header[0] = VERSION;
  header.set(fromBase64Url(place.id), 1);
  new DataView(header.buffer).setUint32(1 + ID_BYTES, index);
  header[HEADER_BYTES - 1] = isLast(place, index) ? 1 : 0;
  return header;
}

/** Nonce: seven zeros, index, final flag. The key serves this one file, so it needs no more. */
function gcm({ conv, chunk }: FilePlace, header: Bytes): AesGcmParams {
  const iv = new Uint8Array(12);
  iv.set(header.subarray(1 + ID_BYTES), 7);
  const chunkBytes = new Uint8Array(4);
  new DataView(chunkBytes.buffer).setUint32(0, chunk);
  const additionalData = concat(TAGS.file, header, fromBase64Url(conv), chunkBytes);
  return { name: "AES-GCM", iv, additionalData };
}
