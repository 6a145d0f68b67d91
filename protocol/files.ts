/**
 * Endpoints of files. They carry ciphertext; its form is that of `e2ee/file.ts`. All ask for a
 * session, and all but `keep` and `DELETE` for membership of the file's conversation.
 *
 *   POST   /api/files                  NewFileRequest -> FileStatus (201; 200 when it was there)
 *   GET    /api/files/<id>             -> FileStatus; the uploader only
 *   PUT    /api/files/<id>/chunks/<n>  sealed bytes, with `content-digest` -> 204; the uploader only
 *   GET    /api/files/<id>/chunks/<n>  -> sealed bytes, with `content-digest`
 *   POST   /api/files/<id>/complete    {} -> {}; the uploader only
 *   POST   /api/files/<id>/keep        KeepFileRequest -> {}; the uploader only
 *   DELETE /api/files/<id>             -> 204; the uploader only
 *
 * `content-digest` is that of RFC 9530 with SHA-256.
 */

import { AppError } from "./errors.ts";
import { isConversationId, isItemId } from "./ids.ts";
import {
  FILE_CHUNK_OVERHEAD_BYTES,
  MAX_FILE_BYTES,
  MAX_FILE_CHUNK_BYTES,
  MIN_FILE_CHUNK_BYTES,
} from "./limits.ts";
import { base64Url, type Infer, integer, list, object, only } from "./strict.ts";

/** Bytes of the largest sealed file: its chunks may be as small as they are allowed to be. */
const MAX_SEALED_BYTES = MAX_FILE_BYTES +
  Math.ceil(MAX_FILE_BYTES / MIN_FILE_CHUNK_BYTES) * FILE_CHUNK_OVERHEAD_BYTES;
const MAX_CHUNKS = Math.ceil(MAX_FILE_BYTES / MIN_FILE_CHUNK_BYTES);

/** Whether a value may be the id of a file: 16 random bytes, base64url. */
export const isFileId = base64Url(16);

const FILE_FIELDS = {
  id: isFileId,
  conv: isConversationId,
  /** Bytes of all sealed chunks. */
  sealed: integer(FILE_CHUNK_OVERHEAD_BYTES + 1, MAX_SEALED_BYTES),
  /** Plaintext bytes of each chunk but the last. */
  chunk: integer(MIN_FILE_CHUNK_BYTES, MAX_FILE_CHUNK_BYTES),
};
/** As far as each field by itself can tell; `parseNewFile` looks at them together. */
export const NEW_FILE_REQUEST = object("a new file", FILE_FIELDS);
export type NewFileRequest = Infer<typeof NEW_FILE_REQUEST>;

/** `uploading`: chunks are missing; `stored`: whole; `kept`: a message names it. */
const isFileState = only("uploading", "stored", "kept");
export type FileState = Infer<typeof isFileState>;

export const FILE_STATUS = object("the state of a file", {
  ...FILE_FIELDS,
  state: isFileState,
  /** Numbers of the chunks that are there, rising. */
  have: list(integer(0, MAX_CHUNKS - 1), 0, MAX_CHUNKS),
});
export type FileStatus = Infer<typeof FILE_STATUS>;

export const KEEP_FILE_REQUEST = object("a file's message", {
  /** The message that names the file. */
  item: isItemId,
});

/** @throws {AppError} `invalid` with the field, `too-large`. */
export function parseNewFile(value: unknown): NewFileRequest {
  const file = NEW_FILE_REQUEST.parse(value);
  const count = sealedChunkCount(file);
  if (sealedChunkPlace(file, count - 1).length <= FILE_CHUNK_OVERHEAD_BYTES) {
    throw new AppError("invalid", "Cannot read a new file: its last chunk would be empty", {
      field: "sealed",
    });
  }
  if (file.sealed - count * FILE_CHUNK_OVERHEAD_BYTES > MAX_FILE_BYTES) {
    throw new AppError("too-large", `A file may have ${MAX_FILE_BYTES} bytes at most.`, {
      field: "sealed",
    });
  }
  return file;
}

/** Sealed chunks of a file of which only the sealed size is known. */
export function sealedChunkCount({ sealed, chunk }: Pick<NewFileRequest, "sealed" | "chunk">) {
  return Math.ceil(sealed / (chunk + FILE_CHUNK_OVERHEAD_BYTES));
}

/** Bytes of the sealed chunk at `index`, and where in the sealed file it begins. */
export function sealedChunkPlace(
  { sealed, chunk }: Pick<NewFileRequest, "sealed" | "chunk">,
  index: number,
): { offset: number; length: number } {
  const full = chunk + FILE_CHUNK_OVERHEAD_BYTES;
  const offset = index * full;
  return { offset, length: Math.min(full, sealed - offset) };
}

/** Number of the chunk that the last part of a path names; undefined when it is none. */
export function parseChunkNumber(text: unknown): number | undefined {
  if (typeof text !== "string" || !/^(?:0|[1-9]\d{0,3})$/.test(text)) return undefined;
  const number = Number(text);
  return number < MAX_CHUNKS ? number : undefined;
}

/** `content-digest` of bytes with this SHA-256. */
export function writeContentDigest(sha256: Uint8Array): string {
  return `sha-256=:${btoa(String.fromCharCode(...sha256))}:`;
}
