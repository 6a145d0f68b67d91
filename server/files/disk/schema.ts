/** The schema of the catalogue of files. */

import type { DatabaseSync } from "node:sqlite";

const VERSION = 1;
const SCHEMA = `
  CREATE TABLE file (
    no       INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    conv     TEXT NOT NULL,
    uploader TEXT NOT NULL,
    sealed   INTEGER NOT NULL,
    chunk    INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('uploading', 'stored', 'kept')),
    item     TEXT UNIQUE,
    created  INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX file_pending ON file (uploader, created) WHERE state <> 'kept';

  CREATE TABLE chunk (
    file   INTEGER NOT NULL REFERENCES file (no) ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    PRIMARY KEY (file, n)
  ) STRICT, WITHOUT ROWID;
`;

/** How the catalogue's database is told from others. */
export const CATALOGUE_SCHEMA = { newest: VERSION, tables: ["file", "chunk"] };

/** Makes the tables in a new database. @throws when the file is from a newer program. */
export function migrate(database: DatabaseSync): void {
  const row = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version === VERSION) return;
  if (row.user_version > VERSION) {
    throw new Error(
      `Cannot open the list of files: its schema is version ${row.user_version}, this program ` +
        `knows ${VERSION}. Run the newer program.`,
    );
  }
  database.exec("BEGIN IMMEDIATE");
  database.exec(SCHEMA);
  database.exec(`PRAGMA user_version = ${VERSION}`);
  database.exec("COMMIT");
}
