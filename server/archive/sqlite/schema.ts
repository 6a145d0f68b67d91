/** The schema of the SQLite archive, and its migrations. */

import type { DatabaseSync } from "node:sqlite";

/** One step for each version the schema has had; a file is brought from its own to the newest. */
const MIGRATIONS: string[] = [
  `
  CREATE TABLE conversation (
    no            INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    kind          TEXT NOT NULL CHECK (kind IN ('direct', 'room')),
    head          INTEGER NOT NULL DEFAULT 0,
    name          TEXT NOT NULL DEFAULT '',
    policy        TEXT NOT NULL DEFAULT '',
    epoch_number  INTEGER NOT NULL DEFAULT 0,
    epoch_id      TEXT NOT NULL DEFAULT '',
    epoch_control TEXT NOT NULL DEFAULT '',
    epoch_spent   INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX conversation_open ON conversation (name) WHERE kind = 'room' AND policy = 'open';

  CREATE TABLE member (
    conv  INTEGER NOT NULL REFERENCES conversation (no),
    user  TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (conv, user)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX member_user ON member (user);

  -- The items themselves lie in the order they came; the two indexes find them.
  CREATE TABLE item (
    conv   INTEGER NOT NULL REFERENCES conversation (no),
    seq    INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    time   INTEGER NOT NULL,
    body   TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX item_place ON item (conv, seq);
  CREATE INDEX item_control ON item (conv, seq) WHERE kind = 'control';
  CREATE INDEX item_epoch ON item (conv, seq) WHERE kind = 'epoch';

  CREATE TABLE wrap (
    epoch  TEXT NOT NULL,
    sender TEXT NOT NULL,
    user   TEXT NOT NULL,
    conv   TEXT NOT NULL,
    cert   TEXT NOT NULL,
    wrap   TEXT NOT NULL,
    PRIMARY KEY (epoch, sender, user)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX wrap_conv ON wrap (conv);

  CREATE TABLE identity (
    sign                TEXT PRIMARY KEY,
    encrypt             TEXT NOT NULL,
    encrypt_not_after   INTEGER NOT NULL,
    user                TEXT NOT NULL,
    statement           TEXT NOT NULL,
    sig                 TEXT NOT NULL,
    sign_certificate    TEXT NOT NULL,
    encrypt_certificate TEXT NOT NULL,
    published           TEXT NOT NULL,
    revoked             TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identity_user ON identity (user, published);
  `,
  `
  CREATE TABLE display_name (
    user      TEXT NOT NULL,
    -- ISO 8601 with milliseconds, as signed: their order is that of the moments.
    time      TEXT NOT NULL,
    statement TEXT NOT NULL,
    sig       TEXT NOT NULL,
    PRIMARY KEY (user, time)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE share (
    user      TEXT PRIMARY KEY,
    bytes     INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    day_bytes INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO share SELECT sender, SUM(OCTET_LENGTH(body)), 0, 0 FROM item GROUP BY sender;
  `,
];

/** How an archive's database is told from others. */
export const ARCHIVE_SCHEMA = { newest: MIGRATIONS.length, tables: ["conversation", "item"] };

/** Brings the database to the newest schema. @throws when the file is from a newer program. */
export function migrate(database: DatabaseSync): void {
  const row = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version > MIGRATIONS.length) {
    throw new Error(
      `Cannot open the archive: its schema is version ${row.user_version}, this program knows ` +
        `${MIGRATIONS.length}. Run the newer program.`,
    );
  }
  for (let version = row.user_version; version < MIGRATIONS.length; version++) {
    database.exec("BEGIN IMMEDIATE");
    database.exec(MIGRATIONS[version]!);
    database.exec(`PRAGMA user_version = ${version + 1}`);
    database.exec("COMMIT");
  }
}
