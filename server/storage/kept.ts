/** Looks at what a data folder keeps before anything opens it, so that nothing is written over. */

import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../start_error.ts";
import { fullDisk, isFull, unwritable } from "./unwritable.ts";

/** How one of this program's databases is told from any other. */
export interface KnownDatabase {
  /** Its path below the data folder. */
  file: string;
  /** What it holds, as in `the archive`. */
  what: string;
  /** The newest `user_version` that this program writes; 0 where it writes none. */
  newest: number;
  /** Tables that it has in every version. */
  tables: readonly string[];
  /** Another file that is only there after this one was; it may be removed without much harm. */
  witness?: string;
}

/** Where the authority's keys lie below the data folder. */
export interface KnownAuthority {
  folder: string;
  /** Its database, one of the known ones. */
  database: string;
  /** The file by which an operator asks for another authority than the one that was there. */
  renewal: string;
}

/** Where the sealed files lie, and what lists them; whatever it does not name is removed. */
export interface KnownFiles {
  folder: string;
  database: string;
}

export interface Kept {
  databases: readonly KnownDatabase[];
  authority: KnownAuthority;
  files: KnownFiles;
}

/**
 * Makes sure that what lies in the data folder is what this program left there, and all of it that
 * could not be made anew without harm. Changes nothing.
 *
 * @throws {StartError} with one sentence for each file that cannot be used.
 */
export function checkKept(dataDir: string, { databases, authority, files }: Kept): void {
  // The authority is complete before any other database is made.
  const used = databases.filter(({ file }) =>
    file !== authority.database && (sizeOf(join(dataDir, file)) ?? 0) > 0
  );
  const problems = [
    ...databases.map((known) => databaseProblem(dataDir, known, used.length > 0)),
    authorityProblem(dataDir, authority, used.map(({ file }) => file)),
    filesProblem(dataDir, files),
  ].filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  // A full disk is the same sentence for each file.
  const told = [...new Set(problems)].map((problem) => `Cannot start: ${problem}`);
  throw new StartError(told.join("\n"));
}

const RESTORE = "Restore it from a backup of the data folder.";
const AWAY = "Move it away, and restore what was in its place from a backup of the data folder.";
const GIVE = "Give it to the user that the server runs as (chown, chmod 600).";

function databaseProblem(
  dataDir: string,
  known: KnownDatabase,
  isUsed: boolean,
): string | undefined {
  const path = join(dataDir, known.file);
  const name = `${path}, ${known.what},`;
  try {
    const about = statSync(path, { throwIfNoEntry: false });
    if (about === undefined) {
      // SQLite would remove what it takes for the rest of another database.
      if ((sizeOf(`${path}-wal`) ?? 0) > 0) {
        return `${name} is missing, and its journal ${path}-wal is there. ${RESTORE}`;
      }
      const { witness } = known;
      if (witness === undefined || (sizeOf(join(dataDir, witness)) ?? 0) === 0) return undefined;
      return `${name} is missing, and ${witness} beside it is in use. ${RESTORE} To begin with an ` +
        `empty one, move ${witness} away as well.`;
    }
    if (about.isDirectory()) return `${name} is a folder. ${AWAY}`;
    if (!about.isFile()) return `${name} is no file. ${AWAY}`;
    const start = startOf(path);
    if (about.size === 0) {
      return isUsed
        ? `${name} is empty, and other files of the folder are not. ${RESTORE}`
        : undefined;
    }
    if (start !== MAGIC) return `${name} is no SQLite database. ${AWAY}`;
    return contentProblem(path, name, known);
  } catch (error) {
    return openingProblem(error as OpeningError, dataDir, known);
  }
}

/** What opening a file failed with: the system's code, or SQLite's. */
type OpeningError = Error & { code?: string; errcode?: number };

/**
 * SQLite's primary result codes (sqlite.org/rescode.html) that say nothing of what a file holds:
 * PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL, NOLFS, AUTH.
 */
const OF_SURROUNDINGS: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 10, 13, 14, 15, 22, 23]);
const SQLITE_FULL = 13;
/** Where SQLite gives no code, its words for those. */
const WORDS_OF_SURROUNDINGS =
  /unable to open|disk I\/O error|is full|readonly|out of memory|locked/;

/** A database is damaged only where nothing else keeps it from being opened. */
function openingProblem(
  error: OpeningError,
  dataDir: string,
  { file, what }: KnownDatabase,
): string {
  const { code = "", errcode, message } = error;
  const path = join(dataDir, file);
  const name = `${path}, ${what},`;
  const why = message.replace(/\s+/g, " ");
  const result = errcode === undefined ? undefined : errcode & 0xff;
  if (isFull(error) || result === SQLITE_FULL) return fullDisk(dataDir);
  if (["EACCES", "EPERM"].includes(code)) {
    return `this user may not read and write ${path}, ${what}. ${GIVE}`;
  }
  if (code === "EROFS") {
    return `${name} lies on a disk that can only be read. Make it writable, or name another folder ` +
      "in TW_DATA.";
  }
  if (/is locked/.test(message)) return `${name} is locked by another program. End that one.`;
  const mayBeDamaged = code === "ERR_SQLITE_ERROR" &&
    (result === undefined ? !WORDS_OF_SURROUNDINGS.test(message) : !OF_SURROUNDINGS.has(result));
  if (mayBeDamaged) return `${name} cannot be read as a database (${why}). ${RESTORE}`;
  return unwritable(dirname(path), dataDir) ?? journalProblem(path, what) ??
    `${name} cannot be opened (${why}), and nothing says that it is damaged. Look at its disk and ` +
      "at the rights of its folder, and start again.";
}

/** SQLite makes journals beside a database, and another user may have left some. */
function journalProblem(path: string, what: string): string | undefined {
  for (const journal of [`${path}-wal`, `${path}-shm`, `${path}-journal`]) {
    if (sizeOf(journal) === undefined) continue;
    try {
      closeSync(openSync(journal, "r+"));
    } catch {
      return `this user may not read and write ${journal}, the journal of ${what}. ${GIVE}`;
    }
  }
  return undefined;
}

/** https://sqlite.org/fileformat.html 1.3.1 */
const MAGIC = "SQLite format 3\0";

/** The first bytes of a file. @throws also when it may not be written. */
function startOf(path: string): string {
  const start = new Uint8Array(MAGIC.length);
  const file = openSync(path, "r+");
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  return new TextDecoder().decode(start);
}

/** How long another program's write is waited for. */
const BUSY_TIMEOUT_MS = 2000;

function contentProblem(
  path: string,
  name: string,
  { newest, tables }: KnownDatabase,
): string | undefined {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    const version = Number(database.prepare("PRAGMA user_version").get()!["user_version"]);
    const present = new Set(
      database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
        .map((row) => String(row["name"])),
    );
    // A start that was cut off leaves a database without any table.
    if (present.size === 0 && version === 0) return undefined;
    const isOurs = (newest === 0 || version > 0) && tables.every((table) => present.has(table));
    if (!isOurs) return `${name} is a database of another kind or program. ${AWAY}`;
    if (version <= newest) return undefined;
    return `${name} was written by a newer version of this program (${version}; this one knows ` +
      `${newest}). Start the newer one, or restore a backup from before the upgrade.`;
  } finally {
    database.close();
  }
}

function authorityProblem(
  dataDir: string,
  { folder, renewal }: KnownAuthority,
  used: readonly string[],
): string | undefined {
  const path = join(dataDir, folder);
  const names = namesIn(path);
  if (names === undefined) return undefined;
  const isAsked = names.includes(renewal);
  if (isAsked && names.length > 1) {
    return `${join(path, renewal)} asks for a new authority, and an authority is there. Move the ` +
      "other files of that folder away, or remove this one.";
  }
  if (used.length === 0 || isAsked || names.length > 0) return undefined;
  return `the authority's folder ${path} is missing or empty beside databases in use ` +
    `(${used.join(", ")}): every browser would refuse a new authority. Restore the folder ` +
    `from a backup. Only if there is none, make the empty file ${join(path, renewal)} and start ` +
    "again; docs/operations.md says what is lost then.";
}

function filesProblem(dataDir: string, { folder, database }: KnownFiles): string | undefined {
  const path = join(dataDir, database);
  if (sizeOf(path) !== undefined || (namesIn(join(dataDir, folder)) ?? []).length === 0) {
    return undefined;
  }
  return `${path} is missing, and all of ${join(dataDir, folder)} would be removed as strays. ` +
    "Restore both from one backup, or move that folder away.";
}

/** Names of what is in a folder; none where there is no folder, undefined where it is none. */
function namesIn(path: string): string[] | undefined {
  try {
    return readdirSync(path);
  } catch (error) {
    return (error as { code?: string }).code === "ENOENT" ? [] : undefined;
  }
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size;
  } catch {
    return undefined;
  }
}
