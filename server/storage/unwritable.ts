/** Says why something cannot be written below the data folder, and what to do. */

import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

const PROBE_FILE = ".start-probe";
const PROBE_BYTES = 64 * 1024;

/**
 * Writes to a folder as much as one large message takes, down to the disk, and removes it again.
 *
 * @returns what that failed with; undefined when it went well.
 */
export function tryWriting(folder: string): NodeJS.ErrnoException | undefined {
  const path = join(folder, PROBE_FILE);
  try {
    try {
      const file = openSync(path, "w", 0o600);
      try {
        writeSync(file, new Uint8Array(PROBE_BYTES));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } finally {
      rmSync(path, { force: true });
    }
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** Whether an error of the system says that there is no room, on the disk or for this user. */
export function isFull({ code = "" }: { code?: string }): boolean {
  return code === "ENOSPC" || code === "EDQUOT";
}

/** A disk without room, in a sentence with what to do. */
export function fullDisk(dataDir: string): string {
  return `the disk of the data folder ${dataDir} is full. Make room on it, and start again.`;
}

/**
 * Why nothing can be written to `folder`, which is `dataDir` or lies below it, in a sentence with
 * what to do; undefined when that is not known.
 */
export function unwritable(folder: string, dataDir: string): string | undefined {
  const failure = tryWriting(folder);
  if (failure === undefined) return undefined;
  if (isFull(failure)) return fullDisk(dataDir);
  return REASONS[failure.code ?? ""]?.(folder);
}

const REASONS: Readonly<Record<string, (folder: string) => string>> = {
  EACCES: mayNotWrite,
  EPERM: mayNotWrite,
  EROFS: (folder) =>
    `${folder} lies on a disk that can only be read. Make it writable, or name another folder in ` +
    "TW_DATA.",
  EIO: (folder) => `the disk of ${folder} does not work (EIO). Mend it, and start again.`,
};

function mayNotWrite(folder: string): string {
  return `this user may not write in ${folder}. Give it to the user that the server runs as ` +
    "(chown, chmod 700).";
}
