/** The file store under the data folder: ciphertext on disk, its catalogue in SQLite. */

import { join } from "node:path";
import { equalBytes } from "../../../protocol/encoding.ts";
import { AppError } from "../../../protocol/errors.ts";
import { sealedChunkPlace } from "../../../protocol/files.ts";
import { InTurn } from "../../../workers/in_turn.ts";
import type { FileStore, StoredChunk, Swept } from "../port.ts";
import { Catalogue, unknownFile } from "./catalogue.ts";
import { ChunkFiles } from "./chunk_files.ts";

/**
 * Files under the data folder: ciphertext in `files/`, and what is known of it in `files.db`.
 *
 * @throws {AppError} `unavailable` or `storage-full` when they cannot be opened.
 */
export function openDiskFiles(dataDir: string): FileStore {
  try {
    return new DiskFiles(
      new ChunkFiles(join(dataDir, "files")),
      new Catalogue(join(dataDir, "files.db")),
    );
  } catch (error) {
    throw fromDisk(error);
  }
}

class DiskFiles implements FileStore {
  readonly #bytes: ChunkFiles;
  readonly #catalogue: Catalogue;
  /** What is under way on one file, so that writes to it and its removal do not cross. */
  readonly #underWay = new InTurn<string>();

  constructor(bytes: ChunkFiles, catalogue: Catalogue) {
    this.#bytes = bytes;
    this.#catalogue = catalogue;
  }

  create: FileStore["create"] = (file, bounds) =>
    attempt(() => this.#catalogue.create(file, bounds));

  renew: FileStore["renew"] = (id, createdMs) =>
    this.#alone(id, () => this.#catalogue.renew(id, createdMs));

  find: FileStore["find"] = (id) => attempt(() => this.#catalogue.find(id));

  chunks: FileStore["chunks"] = (id) => attempt(() => this.#catalogue.chunks(id));

  write: FileStore["write"] = (id, index, chunk) =>
    this.#alone(id, async () => {
      const file = this.#catalogue.find(id);
      if (file === undefined) throw unknownFile();
      const { offset, length } = sealedChunkPlace(file, index);
      if (chunk.bytes.length !== length) throw wrongLength(length);
      const present = this.#catalogue.sha256Of(id, index);
      if (present !== undefined) {
        if (equalBytes(present, chunk.sha256)) return;
        throw otherChunk();
      }
      if (file.state !== "uploading") throw otherChunk();
      await this.#bytes.write(id, offset, chunk.bytes);
      this.#catalogue.addChunk(id, index, chunk.sha256);
    });

  read: FileStore["read"] = (id, index) =>
    attempt(async () => {
      const file = this.#catalogue.find(id);
      const sha256 = this.#catalogue.sha256Of(id, index);
      if (file === undefined || sha256 === undefined) return undefined;
      const { offset, length } = sealedChunkPlace(file, index);
      const bytes = await this.#bytes.read(id, offset, length);
      return bytes === undefined ? undefined : { bytes, sha256 } satisfies StoredChunk;
    });

  complete: FileStore["complete"] = (id) => this.#alone(id, () => this.#catalogue.complete(id));

  keep: FileStore["keep"] = (id, item) => this.#alone(id, () => this.#catalogue.keep(id, item));

  // The word goes first: bytes that nothing is known of are found by the next sweep.
  remove: FileStore["remove"] = (id) =>
    this.#alone(id, async () => {
      this.#catalogue.remove(id);
      await this.#bytes.remove(id);
    });

  sweep: FileStore["sweep"] = (beforeMs) =>
    attempt(async () => {
      const swept: Swept = { overdue: 0, strays: 0 };
      for (const id of this.#catalogue.overdue(beforeMs)) {
        // It may have been kept since.
        await this.#alone(id, async () => {
          if (this.#catalogue.find(id)?.state === "kept") return;
          this.#catalogue.remove(id);
          await this.#bytes.remove(id);
          swept.overdue++;
        });
      }
      const onDisk = new Set<string>();
      for await (const id of this.#bytes.ids()) onDisk.add(id);
      for (const id of onDisk) {
        await this.#alone(id, async () => {
          if (this.#catalogue.find(id) === undefined && await this.#bytes.remove(id)) {
            swept.strays++;
          }
        });
      }
      for (const id of this.#catalogue.begun()) {
        if (onDisk.has(id)) continue;
        await this.#alone(id, async () => {
          // Begun after the folder was read.
          if (await this.#bytes.read(id, 0, 0) !== undefined) return;
          this.#catalogue.remove(id);
          swept.strays++;
        });
      }
      return swept;
    });

  state: FileStore["state"] = async () => {
    try {
      this.#catalogue.probe();
      await this.#bytes.probe();
      return "up";
    } catch {
      return "down";
    }
  };

  close: FileStore["close"] = async () => {
    await this.#underWay.idle();
    this.#catalogue.close();
  };

  /** Runs `work` after what is under way on the same file. */
  #alone<T>(id: string, work: () => T | Promise<T>): Promise<T> {
    return this.#underWay.run(id, () => attempt(work));
  }
}

async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromDisk(error);
  }
}

/** Errors of the operating system that mean that there is no space (errno names). */
const FULL = /ENOSPC|EDQUOT|no space left|quota exceeded/i;

/** What a failed file operation means to the rest of the program. */
function fromDisk(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code = "", message = "" } = cause as { code?: string; message?: string };
  if (FULL.test(code) || FULL.test(message)) {
    return new AppError(
      "storage-full",
      "The server's disk is full, so the file could not be stored. Tell the administrator.",
      { cause },
    );
  }
  return new AppError(
    "unavailable",
    "The server cannot reach its files at the moment. Try again in a little while.",
    { cause },
  );
}

function wrongLength(length: number): AppError {
  return new AppError("invalid", `This part of the file must have ${length} bytes.`, {
    field: "body",
  });
}

function otherChunk(): AppError {
  return new AppError("conflict", "Another part is in its place already.", {
    reason: "other-chunk",
  });
}
