import type { Archive } from "../archive/port.ts";
import { equalBytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  type FileStatus,
  KEEP_FILE_REQUEST,
  type NewFileRequest,
  parseNewFile,
  sealedChunkCount,
  sealedChunkPlace,
  writeContentDigest,
} from "../../protocol/files.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";
import { AtOnce } from "../limits/at_once.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";
import type { Log } from "../log.ts";
import type { FileBounds, FileStore, StoredChunk, StoredFile } from "./port.ts";

/** An upload that is not kept by then is removed. */
const UPLOAD_LIFETIME_MS = 24 * 60 * 60 * 1000;
/** Files that one person may begin in a minute, over a longer time and at once. */
const FILES_PER_MINUTE = 60;
/** Chunks of one person that are taken in at the same time. Each is held in memory. */
const CHUNKS_AT_ONCE = 8;
/** Chunks of one person that are read from the disk and handed out at the same time. */
const CHUNKS_OUT_AT_ONCE = 16;
/** Chunks that one person may fetch in a second, over a longer time and at once. */
const CHUNKS_PER_SECOND = 128;
const CHUNKS_BURST = 2_000;
const PENDING_BYTES_PER_PERSON = 5 * MAX_FILE_BYTES;
const PENDING_FILES_PER_PERSON = 100;

export interface FilesOptions {
  store: FileStore;
  archive: Pick<Archive, "senderOf"> & {
    summary(user: UserId, conv: ConversationId): Promise<unknown>;
  };
  /** Of all files together. */
  maxTotalBytes: number;
  /** Of one person's files together. */
  maxPersonBytes: number;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
}

/** Who may do what with sealed files. Every call asks anew whether the person may. */
export class Files {
  readonly #options: FilesOptions;
  readonly #bounds: FileBounds;
  readonly #creations: TokenBuckets;
  readonly #fetches: TokenBuckets;
  readonly #takingIn = new AtOnce(CHUNKS_AT_ONCE);
  readonly #handingOut = new AtOnce(CHUNKS_OUT_AT_ONCE);

  constructor(options: FilesOptions) {
    this.#options = options;
    this.#bounds = {
      totalBytes: options.maxTotalBytes,
      personBytes: options.maxPersonBytes,
      pendingBytes: PENDING_BYTES_PER_PERSON,
      pendingFiles: PENDING_FILES_PER_PERSON,
    };
    this.#creations = new TokenBuckets({
      perSecond: FILES_PER_MINUTE / 60,
      burst: FILES_PER_MINUTE,
      clock: options.clock,
    });
    this.#fetches = new TokenBuckets({
      perSecond: CHUNKS_PER_SECOND,
      burst: CHUNKS_BURST,
      clock: options.clock,
    });
  }

  /** Begins an upload; the same one again goes on with it. `body` is a `NewFileRequest`. */
  async create(user: UserId, body: unknown): Promise<{ status: FileStatus; created: boolean }> {
    const wanted = parseNewFile(body);
    await this.#mustBeMember(user, wanted.conv);
    const known = await this.#options.store.find(wanted.id);
    if (known !== undefined) {
      if (!isSame(known, wanted, user)) {
        throw new AppError("conflict", "This file is known already.", { field: "id" });
      }
      // Whoever goes on with a file has another day to send its message.
      await this.#options.store.renew(known.id, this.#options.clock());
      return { status: await this.#statusOf(known), created: false };
    }
    if (!this.#creations.take(user)) {
      throw new AppError("rate-limited", "Too many files at once. Wait a minute and try again.");
    }
    const createdMs = this.#options.clock();
    await this.#options.store.create({ ...wanted, uploader: user, createdMs }, this.#bounds);
    return { status: { ...wanted, state: "uploading", have: [] }, created: true };
  }

  async status(user: UserId, id: string): Promise<FileStatus> {
    return await this.#statusOf(await this.#own(user, id));
  }

  /**
   * Takes in a chunk.
   *
   * @param digest the `content-digest` header; a chunk that came through broken is refused.
   * @param read the body, asked for only when everything else is well.
   */
  async putChunk(
    user: UserId,
    id: string,
    index: number,
    digest: string | null,
    read: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    const file = await this.#own(user, id);
    if (index >= sealedChunkCount(file)) throw noSuchChunk();
    if (!this.#takingIn.enter(user)) {
      throw new AppError("rate-limited", "Too much is uploaded at once. Wait a moment.");
    }
    try {
      const bytes = await read();
      if (bytes.length !== sealedChunkPlace(file, index).length) {
        throw new AppError("invalid", "This part of the file has a wrong length.", {
          field: "body",
        });
      }
      const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      if (digest !== writeContentDigest(sha256)) {
        throw new AppError("invalid", "This part of the file was damaged on its way.", {
          field: "content-digest",
        });
      }
      await this.#options.store.write(id, index, { bytes, sha256 });
    } finally {
      this.#takingIn.leave(user);
    }
  }

  /** The file is whole. */
  async complete(user: UserId, id: string): Promise<void> {
    await this.#own(user, id);
    await this.#options.store.complete(id);
  }

  /**
   * A message of the uploader names the file. `body` is a `KeepFileRequest`. The message proves that
   * he was a member when it was taken: whoever is removed right after it still keeps its file.
   */
  async keep(user: UserId, id: string, body: unknown): Promise<void> {
    const { item } = KEEP_FILE_REQUEST.parse(body);
    const file = await this.#uploadedBy(user, id);
    if (await this.#options.archive.senderOf(file.conv, item) !== user) {
      throw new AppError("not-found", "You have no such message in this conversation.", {
        field: "item",
      });
    }
    await this.#options.store.keep(id, item);
  }

  /** A chunk of a whole file, for any member. */
  async chunk(user: UserId, id: string, index: number): Promise<StoredChunk> {
    const file = await this.#known(id);
    await this.#mustBeMember(user, file.conv);
    if (file.state === "uploading") throw unknownFile();
    if (index >= sealedChunkCount(file)) throw noSuchChunk();
    if (!this.#fetches.take(user) || !this.#handingOut.enter(user)) throw tooMuchFetched();
    try {
      return await this.#sound(id, index);
    } finally {
      this.#handingOut.leave(user);
    }
  }

  /** The uploader may always take his file back, also after he left the conversation. */
  async remove(user: UserId, id: string): Promise<void> {
    const file = await this.#options.store.find(id);
    if (file === undefined) return;
    if (file.uploader !== user) throw notYours();
    await this.#options.store.remove(id);
  }

  /** Removes uploads that are overdue, and strays. Never throws: the next one will do. */
  async sweep(): Promise<void> {
    const { store, clock, log } = this.#options;
    try {
      const { overdue, strays } = await store.sweep(clock() - UPLOAD_LIFETIME_MS);
      if (overdue + strays > 0) log("info", "files were swept", { overdue, strays });
    } catch (error) {
      log("warn", "files could not be swept", { error });
    }
  }

  /** A chunk that is on the disk as it came. */
  async #sound(id: string, index: number): Promise<StoredChunk> {
    const { store, log } = this.#options;
    const chunk = await store.read(id, index);
    if (chunk !== undefined) {
      const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", chunk.bytes));
      if (equalBytes(sha256, chunk.sha256)) return chunk;
    } else if (await store.find(id) === undefined) {
      throw unknownFile(); // It was taken back meanwhile.
    }
    log("error", "a stored file is damaged", { id, chunk: index });
    throw new AppError("internal", "This file was damaged on the server's disk.");
  }

  async #statusOf({ id, conv, sealed, chunk, state }: StoredFile): Promise<FileStatus> {
    return { id, conv, sealed, chunk, state, have: await this.#options.store.chunks(id) };
  }

  async #known(id: string): Promise<StoredFile> {
    const file = await this.#options.store.find(id);
    if (file === undefined) throw unknownFile();
    return file;
  }

  async #uploadedBy(user: UserId, id: string): Promise<StoredFile> {
    const file = await this.#known(id);
    if (file.uploader !== user) throw notYours();
    return file;
  }

  async #own(user: UserId, id: string): Promise<StoredFile> {
    const file = await this.#uploadedBy(user, id);
    await this.#mustBeMember(user, file.conv);
    return file;
  }

  async #mustBeMember(user: UserId, conv: ConversationId): Promise<void> {
    if (await this.#options.archive.summary(user, conv) === undefined) {
      throw new AppError("forbidden", "You are not a member of this conversation.", {
        reason: "not-a-member",
      });
    }
  }
}

function isSame(known: StoredFile, wanted: NewFileRequest, user: UserId): boolean {
  return known.uploader === user && known.conv === wanted.conv && known.sealed === wanted.sealed &&
    known.chunk === wanted.chunk;
}

function unknownFile(): AppError {
  return new AppError("not-found", "This file is not on the server any more, or never was.");
}

function tooMuchFetched(): AppError {
  return new AppError("rate-limited", "Too much is downloaded at once. Wait a moment.");
}

function noSuchChunk(): AppError {
  return new AppError("not-found", "The file has no part with this number.");
}

function notYours(): AppError {
  return new AppError("forbidden", "Only who uploads a file can do this.");
}
