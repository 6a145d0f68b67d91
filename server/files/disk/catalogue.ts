/** What is known of each file, in one SQLite file. */

import type { DatabaseSync } from "node:sqlite";
import { AppError } from "../../../protocol/errors.ts";
import { type NewFileRequest, sealedChunkCount } from "../../../protocol/files.ts";
import type { ItemId, UserId } from "../../../protocol/ids.ts";
import { fromSqlite, openDatabase, transaction, writeNothing } from "../../storage/sqlite.ts";
import type { FileBounds, StoredFile } from "../port.ts";
import { migrate } from "./schema.ts";

type FileRow = Omit<StoredFile, "item" | "createdMs"> & {
  no: number;
  item: ItemId | null;
  created: number;
};

/**
 * What is known of the files, in one SQLite file. Synchronous.
 *
 * The word that a chunk is there is written without a sync: if the power goes it is lost, and the
 * chunk is sent again. Everything else is on the disk when a call returns.
 */
export class Catalogue {
  readonly #database: DatabaseSync;
  readonly #sql;

  /** @throws {AppError} `unavailable` or `storage-full`, here and from every call. */
  constructor(path: string) {
    this.#database = open(path);
    const prepare = (text: string) => this.#database.prepare(text);
    this.#sql = {
      find: prepare("SELECT * FROM file WHERE id = ?"),
      total: prepare("SELECT coalesce(sum(sealed), 0) AS bytes FROM file"),
      ofPerson: prepare(
        "SELECT coalesce(sum(sealed), 0) AS bytes FROM file WHERE uploader = ?",
      ),
      renew: prepare(
        "UPDATE file SET created = max(created, ?) WHERE id = ? AND state <> 'kept'",
      ),
      pending: prepare(
        `SELECT count(*) AS files, coalesce(sum(sealed), 0) AS bytes FROM file
         WHERE uploader = ? AND state <> 'kept'`,
      ),
      create: prepare(
        `INSERT INTO file (id, conv, uploader, sealed, chunk, state, created)
         VALUES (?, ?, ?, ?, ?, 'uploading', ?)`,
      ),
      chunks: prepare("SELECT n FROM chunk WHERE file = ? ORDER BY n"),
      count: prepare("SELECT count(*) AS chunks FROM chunk WHERE file = ?"),
      chunk: prepare("SELECT sha256 FROM chunk WHERE file = ? AND n = ?"),
      addChunk: prepare("INSERT INTO chunk VALUES (?, ?, ?)"),
      state: prepare("UPDATE file SET state = ?, item = ? WHERE no = ?"),
      remove: prepare("DELETE FROM file WHERE id = ?"),
      overdue: prepare("SELECT id FROM file WHERE state <> 'kept' AND created < ?"),
      begun: prepare("SELECT id FROM file f WHERE EXISTS (SELECT 1 FROM chunk WHERE file = f.no)"),
    };
  }

  create(file: NewFileRequest & { uploader: UserId; createdMs: number }, bounds: FileBounds): void {
    transaction(this.#database, () => {
      const { id, conv, uploader, sealed, chunk, createdMs } = file;
      if (this.#row(id) !== undefined) {
        throw new AppError("conflict", "This file is known already.");
      }
      const total = this.#sql.total.get() as { bytes: number };
      if (total.bytes + sealed > bounds.totalBytes) throw noRoom();
      const person = this.#sql.ofPerson.get(uploader) as { bytes: number };
      if (person.bytes + sealed > bounds.personBytes) throw noShare(bounds.personBytes);
      const pending = this.#sql.pending.get(uploader) as { bytes: number; files: number };
      if (pending.bytes + sealed > bounds.pendingBytes || pending.files >= bounds.pendingFiles) {
        throw tooManyPending();
      }
      this.#sql.create.run(id, conv, uploader, sealed, chunk, createdMs);
    });
  }

  renew(id: string, createdMs: number): void {
    this.#try(() => this.#sql.renew.run(createdMs, id));
  }

  find(id: string): StoredFile | undefined {
    const row = this.#try(() => this.#row(id));
    if (row === undefined) return undefined;
    const { no: _, created, item, ...file } = row;
    return { ...file, item: item ?? "", createdMs: created };
  }

  chunks(id: string): number[] {
    return this.#try(() => {
      const row = this.#row(id);
      const rows = row === undefined ? [] : this.#sql.chunks.all(row.no);
      return (rows as unknown as { n: number }[]).map(({ n }) => n);
    });
  }

  /** SHA-256 of a chunk that is there. */
  sha256Of(id: string, index: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#try(() => {
      const row = this.#row(id);
      const found = row && this.#sql.chunk.get(row.no, index) as { sha256: Uint8Array } | undefined;
      return found && new Uint8Array(found.sha256);
    });
  }

  addChunk(id: string, index: number, sha256: Uint8Array): void {
    this.#database.exec("PRAGMA synchronous = NORMAL");
    try {
      transaction(this.#database, () => {
        this.#sql.addChunk.run(this.#known(id).no, index, sha256);
      });
    } finally {
      this.#database.exec("PRAGMA synchronous = FULL");
    }
  }

  complete(id: string): void {
    transaction(this.#database, () => {
      const file = this.#known(id);
      if (file.state !== "uploading") return;
      const { chunks } = this.#sql.count.get(file.no) as { chunks: number };
      if (chunks < sealedChunkCount(file)) throw incomplete();
      this.#sql.state.run("stored", null, file.no);
    });
  }

  keep(id: string, item: ItemId): void {
    transaction(this.#database, () => {
      const file = this.#known(id);
      if (file.state === "kept") return;
      if (file.state === "uploading") throw incomplete();
      try {
        this.#sql.state.run("kept", item, file.no);
      } catch (error) {
        if (fromSqlite(error).kind !== "conflict") throw error;
        throw new AppError("conflict", "This message has another file already.", {
          reason: "item-taken",
        });
      }
    });
  }

  remove(id: string): void {
    this.#try(() => this.#sql.remove.run(id));
  }

  /** Files that were created before `beforeMs` and are not kept. */
  overdue(beforeMs: number): string[] {
    return this.#try(() => idsOf(this.#sql.overdue.all(beforeMs)));
  }

  /** Files of which there are bytes. */
  begun(): string[] {
    return this.#try(() => idsOf(this.#sql.begun.all()));
  }

  probe(): void {
    this.#try(() => writeNothing(this.#database));
  }

  close(): void {
    this.#database.close();
  }

  #row(id: string): FileRow | undefined {
    return this.#sql.find.get(id) as FileRow | undefined;
  }

  #known(id: string): FileRow {
    const row = this.#row(id);
    if (row === undefined) throw unknownFile();
    return row;
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fromSqlite(error);
    }
  }
}

export function unknownFile(): AppError {
  return new AppError("not-found", "This file is not on the server any more, or never was.");
}

function open(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw fromSqlite(error);
  }
}

function idsOf(rows: unknown[]): string[] {
  return (rows as { id: string }[]).map(({ id }) => id);
}

function noRoom(): AppError {
  return new AppError(
    "storage-full",
    "The server has no room for more files. Tell the administrator; messages still go through.",
    { reason: "files-total" },
  );
}

/** One's share, in whole megabytes or, where it is that, gigabytes. */
function noShare(bytes: number): AppError {
  const mebibytes = Math.floor(bytes / (1024 * 1024));
  const share = mebibytes >= 1024 && mebibytes % 1024 === 0
    ? `${mebibytes / 1024} GiB`
    : `${mebibytes} MiB`;
  return new AppError(
    "storage-full",
    `Your share of ${share} for files is used up. Delete messages with files you no longer need.`,
    { reason: "files-person" },
  );
}

function tooManyPending(): AppError {
  return new AppError(
    "rate-limited",
    "Too many of your files are on their way. Wait until they are sent, or cancel some.",
    { reason: "files-pending" },
  );
}

function incomplete(): AppError {
  return new AppError("conflict", "Parts of this file are still missing.", {
    reason: "incomplete",
  });
}
