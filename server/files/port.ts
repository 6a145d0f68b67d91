/**
 * Where sealed files lie: ciphertext, and what is known of it. What is promised holds after the
 * loss of the process and, where it says *durable*, of the machine's power.
 */

import type { FileState, NewFileRequest } from "../../protocol/files.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";

export interface StoredFile extends NewFileRequest {
  uploader: UserId;
  state: FileState;
  /** The message that names it; empty until it is kept. */
  item: ItemId | "";
  /** Epoch milliseconds. */
  createdMs: number;
}

/** Bounds that `create` keeps, in bytes and files, over what was declared. */
export interface FileBounds {
  /** Of all files together. */
  totalBytes: number;
  /** Of one person's files together, kept or not. */
  personBytes: number;
  /** Of one person's files that are not kept. */
  pendingBytes: number;
  pendingFiles: number;
}

/** A sealed chunk and its SHA-256. */
export interface StoredChunk {
  bytes: Uint8Array<ArrayBuffer>;
  sha256: Uint8Array<ArrayBuffer>;
}

export interface Swept {
  /** Uploads that nobody completed or kept in time. */
  overdue: number;
  /** Bytes on the disk that nothing is known of, and files of which the bytes are gone. */
  strays: number;
}

/** Every call rejects with an `AppError`: `storage-full`, `unavailable` and what is said below. */
export interface FileStore {
  /**
   * Takes note of a file that is to come.
   *
   * @throws {AppError} `conflict` when the id is taken; `storage-full` (`files-total`, or
   * `files-person`: the person's share) or `rate-limited` (`files-pending`) when a bound would be passed.
   */
  create(
    file: NewFileRequest & { uploader: UserId; createdMs: number },
    bounds: FileBounds,
  ): Promise<void>;

  /** A file that is not kept counts as begun at `createdMs`, if that is later. Durable. */
  renew(id: string, createdMs: number): Promise<void>;

  find(id: string): Promise<StoredFile | undefined>;

  /** Numbers of the chunks that are there, rising. */
  chunks(id: string): Promise<number[]>;

  /**
   * Stores a chunk, all of it or nothing; its bytes are durable before its number is in `chunks`.
   * The same chunk again changes nothing.
   *
   * @throws {AppError} `conflict` (`other-chunk`) when another one is in its place, or the file is
   * not `uploading`; `not-found`.
   */
  write(id: string, index: number, chunk: StoredChunk): Promise<void>;

  /** A chunk as it was written; undefined when it is not there. */
  read(id: string, index: number): Promise<StoredChunk | undefined>;

  /**
   * From `uploading` to `stored`, durable. Once it is, it may be called again.
   *
   * @throws {AppError} `conflict` (`incomplete`) while chunks are missing; `not-found`.
   */
  complete(id: string): Promise<void>;

  /**
   * From `stored` to `kept`, durable. Once it is, another message changes nothing.
   *
   * @throws {AppError} `conflict` (`incomplete`, or `item-taken` when the message keeps another
   * file); `not-found`.
   */
  keep(id: string, item: ItemId): Promise<void>;

  /** Forgets a file, durable, and frees its space. One that is not there is no error. */
  remove(id: string): Promise<void>;

  /** Removes what was created before `beforeMs` and is not kept, and strays. */
  sweep(beforeMs: number): Promise<Swept>;

  /** Whether files can be written and found. */
  state(): Promise<"up" | "down">;

  close(): Promise<void>;
}
