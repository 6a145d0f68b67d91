/** Sessions, sign-in attempts, intents and last-seen times in one SQLite file. */

import { createHash, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { isYounger } from "../../protocol/age.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import { isBase64UrlOf } from "../../protocol/encoding.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { fromSqlite, openDatabase, transaction } from "../storage/sqlite.ts";
import type { Intent, LoginAttempt, Session, Sessions } from "./port.ts";

const ATTEMPT_LIFETIME_MS = 5 * 60 * 1000;
const TOKEN_BYTES = 32;
const ATTEMPT_ID_BYTES = 16;
const NONCE_BYTES = 32;
const INTENT_ID_BYTES = 16;

export interface SqliteSessionsOptions {
  path: string;
  sessionMs: number;
  /** Epoch milliseconds. */
  clock: () => number;
}

interface SessionRow {
  id: string;
  user: UserId;
  uid: Uid;
  full_name: string;
  expires: number;
}

interface AttemptRow {
  id: string;
  nonce: string;
  user: UserId;
  origin: string;
  expires: number;
}

interface IntentRow {
  id: string;
  user: UserId;
  sign: string | null;
  encrypt: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS session (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, uid TEXT NOT NULL, full_name TEXT NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS session_user ON session (user);
  CREATE TABLE IF NOT EXISTS attempt (
    id TEXT PRIMARY KEY, nonce TEXT NOT NULL, user TEXT NOT NULL, origin TEXT NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS intent (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, user TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('enrolment', 'removal')),
    sign TEXT, encrypt TEXT, CHECK ((type = 'enrolment') = (sign IS NOT NULL AND encrypt IS NOT NULL))
  ) STRICT;
  CREATE TABLE IF NOT EXISTS last_seen (
    user TEXT PRIMARY KEY, time INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** How the sessions' database is told from others; it has had no versions. */
export const SESSIONS_SCHEMA = { newest: 0, tables: ["session"] };

/** Sessions that ended so long ago are removed. */
const SWEEP_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Sessions in one SQLite file.
 *
 * @throws {AppError} `unavailable` or `storage-full`, here and from every call.
 */
export function openSqliteSessions({ path, sessionMs, clock }: SqliteSessionsOptions): Sessions {
  const database = open(path);
  const sql = {
    create: database.prepare("INSERT INTO session VALUES (?, ?, ?, ?, ?)"),
    find: database.prepare("SELECT * FROM session WHERE id = ? AND expires > ?"),
    shorten: database.prepare("UPDATE session SET expires = ? WHERE id = ?"),
    end: database.prepare("DELETE FROM session WHERE id = ?"),
    endAll: database.prepare("DELETE FROM session WHERE user = ? RETURNING id"),
    users: database.prepare("SELECT DISTINCT user FROM session WHERE expires > ?"),
    uidOf: database.prepare("SELECT uid FROM session WHERE user = ? ORDER BY expires DESC LIMIT 1"),
    sweepSessions: database.prepare("DELETE FROM session WHERE expires <= ?"),
    start: database.prepare("INSERT INTO attempt VALUES (?, ?, ?, ?, ?)"),
    take: database.prepare("DELETE FROM attempt WHERE id = ? RETURNING *"),
    sweepAttempts: database.prepare("DELETE FROM attempt WHERE expires <= ?"),
    intend: database.prepare(
      "INSERT OR REPLACE INTO intent (id, user, type, sign, encrypt) VALUES (?, ?, ?, ?, ?)",
    ),
    intents: database.prepare("SELECT * FROM intent WHERE user = ?1 OR ?1 IS NULL ORDER BY no"),
    fulfil: database.prepare("DELETE FROM intent WHERE id = ?"),
    seen: database.prepare("INSERT OR REPLACE INTO last_seen VALUES (?, ?)"),
    unseen: database.prepare("DELETE FROM last_seen WHERE user = ?"),
    allSeen: database.prepare("SELECT user, time FROM last_seen"),
  };
  const run = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(fromSqlite(error));
    }
  };
  const random = (bytes: number) => toBase64Url(randomBytes(bytes));

  return {
    create: ({ user, uid, fullName }) =>
      run(() => {
        const token = random(TOKEN_BYTES);
        const session: Session = {
          id: hashOf(token),
          user,
          uid,
          fullName,
          expiresAtMs: clock() + sessionMs,
        };
        // Late: a clock that is fast for a moment must not end what is only read as ended meanwhile.
        sql.sweepSessions.run(clock() - SWEEP_AFTER_MS);
        sql.create.run(session.id, user, uid, fullName, session.expiresAtMs);
        return { token, session };
      }),

    find: (token) =>
      run(() => {
        if (!isBase64UrlOf(token, TOKEN_BYTES)) return undefined;
        const now = clock();
        const row = sql.find.get(hashOf(token), now) as SessionRow | undefined;
        if (row === undefined) return undefined;
        const { id, user, uid, full_name: fullName, expires } = row;
        // Made while the clock was fast, or a session's life was longer: it gets a life from now.
        const expiresAtMs = Math.min(expires, now + sessionMs);
        if (expiresAtMs < expires) sql.shorten.run(expiresAtMs, id);
        return { id, user, uid, fullName, expiresAtMs };
      }),

    end: (id) => run(() => void sql.end.run(id)),

    endAll: (user) =>
      run(() => (sql.endAll.all(user) as unknown as { id: string }[]).map(({ id }) => id)),

    users: () =>
      run(() => (sql.users.all(clock()) as unknown as { user: UserId }[]).map(({ user }) => user)),

    uidOf: (user) => run(() => (sql.uidOf.get(user) as unknown as { uid: Uid } | undefined)?.uid),

    startAttempt: (user, origin) =>
      run(() => {
        const attempt: LoginAttempt = {
          id: random(ATTEMPT_ID_BYTES),
          nonce: random(NONCE_BYTES),
          user,
          origin,
          expiresAtMs: clock() + ATTEMPT_LIFETIME_MS,
        };
        sql.sweepAttempts.run(clock());
        sql.start.run(attempt.id, attempt.nonce, user, origin, attempt.expiresAtMs);
        return attempt;
      }),

    takeAttempt: (id) =>
      run(() => {
        const row = sql.take.get(id) as AttemptRow | undefined;
        if (row === undefined) return undefined;
        const { nonce, user, origin, expires } = row;
        // One of a fast clock would otherwise be good for as long as that was fast.
        if (!isYounger(expires - ATTEMPT_LIFETIME_MS, clock(), ATTEMPT_LIFETIME_MS)) {
          return undefined;
        }
        return { id, nonce, user, origin, expiresAtMs: expires };
      }),

    intend: (intent) =>
      run(() => {
        const id = random(INTENT_ID_BYTES);
        const { sign = null, encrypt = null } = intent.type === "enrolment" ? intent.csrs : {};
        sql.intend.run(id, intent.user, intent.type, sign, encrypt);
        return { ...intent, id };
      }),

    intents: (user) =>
      run(() => (sql.intents.all(user ?? null) as unknown as IntentRow[]).map(intentOf)),

    fulfil: (id) => run(() => void sql.fulfil.run(id)),

    setLastSeen: (times) =>
      run(() =>
        transaction(database, () => {
          for (const [user, timeMs] of times) {
            if (timeMs === undefined) sql.unseen.run(user);
            else sql.seen.run(user, timeMs);
          }
        })
      ),

    lastSeen: () =>
      run(() => {
        const rows = sql.allSeen.all() as unknown as { user: UserId; time: number }[];
        return new Map(rows.map(({ user, time }) => [user, time]));
      }),

    close: () => run(() => database.close()),
  };
}

function intentOf({ id, user, sign, encrypt }: IntentRow): Intent {
  return sign === null || encrypt === null
    ? { id, type: "removal", user }
    : { id, type: "enrolment", user, csrs: { sign, encrypt } };
}

/** What of a token is stored: whoever reads the database cannot sign in with it. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** @throws {AppError} `unavailable` or `storage-full`. */
function open(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path);
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database?.close();
    throw fromSqlite(error);
  }
}
