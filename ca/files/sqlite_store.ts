/** The authority's store in one SQLite file: serials, certificates, revocations. */

import { DatabaseSync } from "node:sqlite";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import type { ListedReason, Revocation } from "../core/crl.ts";
import type { AuthorityStore, IssuedCertificate } from "../core/store.ts";
import type { KeyUse } from "../../x509/leaf_rules.ts";

/** Steps of the schema, oldest first. How many of them a file has is kept in its `user_version`. */
const SCHEMA_STEPS = [
  `
  CREATE TABLE serial (
    serial      TEXT PRIMARY KEY,
    subject     TEXT NOT NULL,
    reserved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE certificate (
    serial      TEXT PRIMARY KEY REFERENCES serial (serial),
    subject     TEXT NOT NULL,
    use         TEXT NOT NULL CHECK (use IN ('sign', 'encrypt')),
    key_hash    TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL UNIQUE,
    der         BLOB NOT NULL,
    not_after   INTEGER NOT NULL,
    revoked_at  INTEGER,
    reason      TEXT,
    CHECK ((revoked_at IS NULL) = (reason IS NULL))
  ) STRICT;
  CREATE INDEX certificate_subject ON certificate (subject);
  CREATE INDEX certificate_revoked ON certificate (revoked_at) WHERE revoked_at IS NOT NULL;
  CREATE TABLE state (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    crl_number  INTEGER NOT NULL,
    probes      INTEGER NOT NULL
  ) STRICT;
  INSERT INTO state VALUES (1, 0, 0);
`,
  // A list of revocations is read from an index alone, and serials are counted by person.
  `
  ALTER TABLE state ADD COLUMN listed_to INTEGER NOT NULL DEFAULT 0;
  DROP INDEX certificate_revoked;
  CREATE INDEX certificate_listed ON certificate (revoked_at, serial, reason, not_after)
    WHERE revoked_at IS NOT NULL;
  CREATE INDEX serial_subject ON serial (subject, reserved_at);
`,
];

/** How the authority's database is told from others. */
export const AUTHORITY_SCHEMA = {
  newest: SCHEMA_STEPS.length,
  tables: ["serial", "certificate", "state"],
};

export interface SqliteStoreOptions {
  /** How long a call waits for another process that holds the database. */
  busyTimeoutMs?: number;
  /** Pages of 4 KiB that the file may have; as many as the disk holds, where none is given. */
  maxPages?: number;
}

const BUSY_TIMEOUT_MS = 2000;

// Primary result codes of SQLite (sqlite.org/rescode.html); the rest of the number is detail.
const SQLITE_ERROR = 1;
const SQLITE_FULL = 13;
const SQLITE_CONSTRAINT = 19;
/** BUSY, LOCKED, READONLY, IOERR, CANTOPEN. */
const SQLITE_OUT_OF_REACH: readonly number[] = [5, 6, 8, 10, 14];

/** What SQLite says for the codes above (`sqlite3_errstr`). */
const MESSAGES: readonly [RegExp, number][] = [
  [/is locked/, 5],
  [/readonly database/, 8],
  [/disk I\/O error/, 10],
  [/is full/, SQLITE_FULL],
  [/unable to open/, 14],
];

/** The authority's memory in one SQLite file. Times are milliseconds since 1970. */
export class SqliteAuthorityStore implements AuthorityStore {
  readonly #database: DatabaseSync;

  /**
   * Opens or makes the database at `path` (`:memory:` for tests).
   *
   * @throws {AppError} `unavailable` when it cannot be opened, `internal` when a newer version of
   * this program wrote it.
   */
  constructor(
    path: string,
    { busyTimeoutMs = BUSY_TIMEOUT_MS, maxPages }: SqliteStoreOptions = {},
  ) {
    this.#database = translated(() => new DatabaseSync(path));
    try {
      translated(() => this.#prepare(busyTimeoutMs));
      if (maxPages !== undefined) this.#database.exec(`PRAGMA max_page_count = ${maxPages}`);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #prepare(busyTimeoutMs: number): void {
    // FULL: a serial or a revocation that was answered survives the loss of power.
    this.#database.exec(`
      PRAGMA busy_timeout = ${busyTimeoutMs};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
    `);
    this.#transaction(() => {
      const version = Number(this.#database.prepare("PRAGMA user_version").get()!["user_version"]);
      if (version > SCHEMA_STEPS.length) {
        throw new AppError(
          "internal",
          `The authority's database has version ${version} and this program knows ` +
            `${SCHEMA_STEPS.length}. Start the newer program.`,
        );
      }
      for (const step of SCHEMA_STEPS.slice(version)) this.#database.exec(step);
      this.#database.exec(`PRAGMA user_version = ${SCHEMA_STEPS.length}`);
    });
  }

  reserveSerials(serials: readonly string[], subject: UserId, at: Date): void {
    this.#transaction(() => {
      const insert = this.#database.prepare("INSERT INTO serial VALUES (?, ?, ?)");
      for (const serial of serials) insert.run(serial, subject, at.getTime());
    });
  }

  reservedBetween(subject: UserId, since: Date, until: Date): number {
    return translated(() => {
      const row = this.#database.prepare(
        `SELECT count(*) AS serials FROM serial
         WHERE subject = ? AND reserved_at > ? AND reserved_at <= ?`,
      ).get(subject, since.getTime(), until.getTime())!;
      return row.serials as number;
    });
  }

  issuedFor(subject: UserId, use: KeyUse, keyHash: string, at: Date): Bytes | undefined {
    const row = translated(() =>
      this.#database.prepare(
        `SELECT der FROM certificate WHERE key_hash = ? AND subject = ? AND use = ?
           AND revoked_at IS NULL AND not_after >= ?`,
      ).get(keyHash, subject, use, at.getTime())
    );
    return row && new Uint8Array(row.der as Uint8Array);
  }

  isKeyCertified(keyHash: string): boolean {
    return translated(() =>
      this.#database.prepare("SELECT 1 FROM certificate WHERE key_hash = ?").get(keyHash) !==
        undefined
    );
  }

  addCertificates(certificates: readonly IssuedCertificate[]): void {
    this.#transaction(() => {
      const insert = this.#database.prepare(
        "INSERT INTO certificate VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
      );
      for (const { serial, subject, use, keyHash, fingerprint, der, notAfter } of certificates) {
        insert.run(serial, subject, use, keyHash, fingerprint, der, notAfter.getTime());
      }
    });
  }

  certificate(serial: string): Bytes | undefined {
    const row = translated(() =>
      this.#database.prepare("SELECT der FROM certificate WHERE serial = ?").get(serial)
    );
    return row && new Uint8Array(row.der as Uint8Array);
  }

  revoke(
    subject: UserId,
    reason: ListedReason,
    at: Date,
    keep: readonly Fingerprint[],
  ): Fingerprint[] {
    return this.#transaction(() => {
      const rows = this.#database.prepare(
        `UPDATE certificate SET revoked_at = ?1, reason = ?2
         WHERE subject = ?3 AND revoked_at IS NULL
           AND fingerprint NOT IN (SELECT value FROM json_each(?4))
         RETURNING fingerprint, not_after`,
      ).all(at.getTime(), reason, subject, JSON.stringify(keep));
      // One that has expired may live again when the clock was fast: it is revoked and not told of.
      return rows.filter((row) => (row.not_after as number) >= at.getTime())
        .map((row) => row.fingerprint as Fingerprint);
    });
  }

  beginCrl(thisUpdate: Date, now: Date): { number: bigint; revoked: Revocation[] } {
    return this.#transaction(() => {
      const { crl_number: number } = this.#database.prepare(
        "UPDATE state SET crl_number = crl_number + 1 RETURNING crl_number",
      ).get()!;
      const rows = this.#database.prepare(
        `SELECT serial, min(revoked_at, ?2) AS revoked_at, reason FROM certificate
         WHERE revoked_at IS NOT NULL AND not_after >= min(?1, (SELECT listed_to FROM state))
         ORDER BY revoked_at, serial`,
      ).all(thisUpdate.getTime(), now.getTime());
      const revoked = rows.map((row) => ({
        serial: row.serial as string,
        date: new Date(row.revoked_at as number),
        reason: row.reason as ListedReason,
      }));
      return { number: BigInt(number as number), revoked };
    });
  }

  crlPublished(thisUpdate: Date): void {
    this.#transaction(() =>
      this.#database.prepare("UPDATE state SET listed_to = max(listed_to, ?)")
        .run(thisUpdate.getTime())
    );
  }

  probe(): void {
    this.#transaction(() => this.#database.exec("UPDATE state SET probes = probes + 1"));
  }

  close(): void {
    this.#database.close();
  }

  #transaction<T>(work: () => T): T {
    return translated(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk may have rolled the transaction back already.
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }
}

/** Runs `work`; SQLite's errors come out as `AppError`. */
function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = primaryResultCode(cause);
    if (code === undefined) throw cause;
    if (code === SQLITE_FULL) {
      throw new AppError("storage-full", "The authority's disk is full.", { cause });
    }
    if (code === SQLITE_CONSTRAINT) {
      throw new AppError("conflict", "The authority has recorded this before.", { cause });
    }
    const kind = SQLITE_OUT_OF_REACH.includes(code) ? "unavailable" : "internal";
    throw new AppError(kind, "The authority cannot use its database.", { cause });
  }
}

/** SQLite's result code in an error of `node:sqlite`; `undefined` in any other error. */
function primaryResultCode(error: unknown): number | undefined {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (code !== "ERR_SQLITE_ERROR") return undefined;
  if (errcode !== undefined) return errcode & 0xff;
  // Opening and `exec` tell the code by its message alone.
  return MESSAGES.find(([pattern]) => pattern.test(message ?? ""))?.[1] ?? SQLITE_ERROR;
}
