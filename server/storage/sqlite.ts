/** Opens SQLite files, runs transactions, and turns their errors into ours. */

import { DatabaseSync } from "node:sqlite";
import { chmodSync } from "node:fs";
import { AppError } from "../../protocol/errors.ts";

export interface StorageLimits {
  maxBytes?: number;
}

/**
 * Opens a database file, made when missing and readable by this user only. A commit is on the disk
 * when it returns (WAL with `synchronous=FULL`).
 *
 * @param maxBytes Largest size of the database; only the disk limits it by default.
 */
export function openDatabase(path: string, { maxBytes }: StorageLimits = {}): DatabaseSync {
  const database = new DatabaseSync(path);
  chmodSync(path, 0o600);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
  `);
  if (maxBytes !== undefined) {
    const row = database.prepare("PRAGMA page_size").get() as { page_size: number };
    database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / row.page_size))}`);
  }
  return database;
}

/**
 * A transaction that changes nothing and yet goes to the disk: the schema's own version is written
 * once more. A statement that matches no row would succeed on a disk without any room.
 *
 * @throws what SQLite says when nothing can be written.
 */
export function writeNothing(database: DatabaseSync): void {
  const row = database.prepare("PRAGMA user_version").get() as { user_version: number };
  database.exec(`PRAGMA user_version = ${row.user_version}`);
}

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const SQLITE_FULL = 13;
const SQLITE_CONSTRAINT = 19;

/** What a failed statement means to the rest of the program. */
export function fromSqlite(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { errcode = 0, message = "" } = error as { errcode?: number; message?: string };
  const code = errcode & 0xff;
  // Errors of `exec` carry no code, only SQLite's own words.
  if (code === SQLITE_FULL || /disk is full|no space|ENOSPC/i.test(message)) return full(error);
  if (code === SQLITE_CONSTRAINT || /constraint failed/i.test(message)) return conflict(error);
  return down(error);
}

function conflict(cause: unknown): AppError {
  return new AppError("conflict", "This was stored before, or something else in its place.", {
    cause,
  });
}

function full(cause: unknown): AppError {
  return new AppError(
    "storage-full",
    "The server's disk is full, so nothing could be stored. Tell the administrator; try again later.",
    { cause },
  );
}

function down(cause: unknown): AppError {
  return new AppError(
    "unavailable",
    "The server cannot reach its storage at the moment. Try again in a little while.",
    { cause },
  );
}

/**
 * Runs `work` in one transaction: all of it or nothing.
 *
 * @throws {AppError} what `fromSqlite` makes of a failure.
 */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  try {
    database.exec("BEGIN IMMEDIATE");
  } catch (error) {
    throw fromSqlite(error);
  }
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      database.exec("ROLLBACK");
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw fromSqlite(error);
  }
}
