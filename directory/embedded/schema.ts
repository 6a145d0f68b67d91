/** The embedded directory's database: its tables and how it is opened. */

import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const SCHEMA_VERSION = 1;

const TABLES = `
  CREATE TABLE person (
    id TEXT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    mail TEXT NOT NULL,
    password TEXT NOT NULL,             -- argon2id PHC string
    disabled INTEGER NOT NULL DEFAULT 0,
    order_key TEXT NOT NULL,            -- nameOrderKey(full_name)
    match_key TEXT NOT NULL             -- matchKey of uid, full_name and mail, one a line
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX person_in_order ON person (order_key, uid);
  CREATE TABLE certificate (
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    der BLOB NOT NULL,
    PRIMARY KEY (person, der)
  ) STRICT, WITHOUT ROWID;
`;

/** How the directory's database is told from others. */
export const DIRECTORY_SCHEMA = { newest: SCHEMA_VERSION, tables: ["person", "certificate"] };

/** How long a write waits for another process's write. */
const BUSY_TIMEOUT_MS = 5000;
const PAGE_BYTES = 4096;

/**
 * Opens the file, readable by us only, and makes the tables in a new one.
 *
 * @throws {Error} when the file was written by a newer version of this program.
 */
export function openDatabase(file: string, maxBytes?: number): DatabaseSync {
  // SQLite gives its side files the mode of the file itself.
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(
      `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
       PRAGMA foreign_keys = ON`,
    );
    if (maxBytes !== undefined) {
      database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / PAGE_BYTES))}`);
    }
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version === 0) {
      database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    } else if (version !== SCHEMA_VERSION) {
      throw new Error(
        `Cannot open ${file} as its version must be ${SCHEMA_VERSION}: current value is ${version}`,
      );
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
