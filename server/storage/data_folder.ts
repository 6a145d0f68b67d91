/** The folder of everything that is kept: made, checked and held by one process at a time. */

import { lstatSync, mkdirSync, readlinkSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../protocol/errors.ts";
import type { Finding } from "../../protocol/finding.ts";
import { StartError } from "../start_error.ts";
import { fullDisk, isFull, tryWriting, unwritable } from "./unwritable.ts";

/** The folder is only its owner's (`rwx------`). */
const MODE = 0o700;
const LOCK_FILE = "lock";
/** A file that every server has written; without it the folder was never served from. */
const FIRST_FILE = "archive.db";

/** What a start needs to know of its folder. */
export interface DataFolder {
  /** Whether nothing was ever kept here. */
  readonly isNew: boolean;
}

/**
 * Makes the folder when it is missing and takes it for this process, until the process ends: the
 * system lets go of the locks even when the process is killed.
 *
 * Locked are the folder itself, which no file that somebody removes takes along, and a file in it,
 * as not every system can lock a folder.
 *
 * @param uid who runs this process; `null` where the system has no user ids.
 * @throws {StartError} when it is another user's, cannot be written, or another process has it.
 */
export function openDataFolder(path: string, uid: number | null = Deno.uid()): DataFolder {
  const isOurs = atOnce(path, () => {
    mkdirSync(path, { recursive: true, mode: MODE });
    const owner = statSync(path).uid;
    if (uid !== null && owner !== uid) {
      throw new StartError(
        `Cannot start: the data folder ${path} belongs to another user (uid ${owner}, and this ` +
          `process runs as uid ${uid}). Start the server as that user, or name another folder in ` +
          "TW_DATA.",
      );
    }
    return lockFolder(path) && lockFile(join(path, LOCK_FILE));
  });
  if (!isOurs) {
    throw new StartError(
      `Cannot start: another process uses the data folder ${path}. Stop it, or name another ` +
        "folder in TW_DATA.",
    );
  }
  return { isNew: !exists(join(path, FIRST_FILE)) };
}

/** @returns false when another process has it; true also where folders cannot be locked. */
function lockFolder(path: string): boolean {
  if (Deno.build.os === "windows") return true;
  const folder = Deno.openSync(path);
  try {
    if (!folder.tryLockSync(true)) {
      folder.close();
      return false;
    }
  } catch {
    // Some network file systems lock only what is open for writing, which no folder ever is.
    folder.close();
    return true;
  }
  held.push(folder);
  return true;
}

/** @returns false when another process has it. */
function lockFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) {
    throw new StartError(`Cannot start: ${path} must be a file, and is none. Remove it.`);
  }
  const file = Deno.openSync(path, { create: true, write: true, mode: 0o600 });
  if (!file.tryLockSync(true)) {
    file.close();
    return false;
  }
  held.push(file);
  return true;
}

/** Open for the life of the process: closing a file gives its lock up, and so would collecting it. */
const held: Deno.FsFile[] = [];

function atOnce<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (error instanceof StartError || code === undefined) throw error;
    if (isFull({ code })) throw new StartError(`Cannot start: ${fullDisk(path)}`);
    const link = deadLink(path);
    if (link !== undefined) throw new StartError(`Cannot start: ${link}`);
    const why = REASONS[code]?.(path) ??
      `the data folder ${path} cannot be used (${message.replace(/\s+/g, " ")}).`;
    throw new StartError(`Cannot start: ${why} Name another folder in TW_DATA.`);
  }
}

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  EACCES: (path) => `this user may not write in the data folder ${path}.`,
  EPERM: (path) => `this user may not write in the data folder ${path}.`,
  EROFS: (path) => `the data folder ${path} lies on a disk that can only be read.`,
  EEXIST: (path) => `the data folder ${path} is a file.`,
  ENOTDIR: (path) => `a part of the path of the data folder ${path} is a file.`,
  ENAMETOOLONG: () => "the path of the data folder is too long.",
};

/** A link on the way to a path, or in its place, that leads nowhere; in a sentence. */
function deadLink(path: string): string | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return dirname(path) === path ? undefined : deadLink(dirname(path));
    if (!found.isSymbolicLink() || exists(path)) return undefined;
    return `the data folder's path leads over ${path}, a link to ${readlinkSync(path)}, which is ` +
      "not there. Make that folder, or name another folder in TW_DATA.";
  } catch {
    return undefined; // The path has a fault of another kind.
  }
}

/** What of the folder is not as it should be, once it was opened. */
export function checkDataFolder(path: string): Finding[] {
  const tried = `wrote to the data folder ${path}`;
  const findings: Finding[] = [];
  const { mode } = statSync(path);
  // Windows has no such mode.
  if (Deno.build.os !== "windows" && (mode & OTHERS) !== 0) {
    findings.push({
      verdict: "warning",
      settings: ["TW_DATA"],
      tried: `looked at the mode of the data folder ${path}`,
      saw: `it is ${(mode & 0o777).toString(8)}, so that others on this machine may look into it`,
      change: `Close it: chmod 700 ${path}`,
    });
  }
  const failure = tryWriting(path);
  if (failure !== undefined) {
    findings.push({
      // Whoever is there already can still read, and it goes on by itself once there is room.
      verdict: isFull(failure) ? "warning" : "refused",
      settings: ["TW_DATA"],
      tried,
      saw: isFull(failure) ? "its disk is full" : failure.message,
      change: isFull(failure)
        ? "Make room: until then nothing can be sent."
        : "Mend the disk, or name another folder.",
    });
  }
  return findings;
}

/** Group and others, reading, writing and entering. */
const OTHERS = 0o077;

/**
 * What a start ended with, for whoever is at the terminal: a sentence where the data folder cannot
 * be written, as on a disk that has become full, and else `error` as it is.
 */
export function startErrorOf(error: unknown, dataDir: string): unknown {
  if (error instanceof StartError) return error;
  const why = saysFull(error) ? fullDisk(dataDir) : unwritable(dataDir, dataDir);
  return why === undefined ? error : new StartError(`Cannot start: ${why}`, { cause: error });
}

function saysFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return isFull(error as NodeJS.ErrnoException) ||
    error instanceof AppError && error.kind === "storage-full" ||
    saysFull(error.cause);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
