/** Reads the files that settings name. */

import { readFileSync, statSync } from "node:fs";

/** More than any chain of certificates, and little enough to be read at once. */
const MAX_BYTES = 1024 * 1024;

/**
 * The text of a file that a setting names, without a byte order mark.
 *
 * Only of a regular file, or of a link to one: a pipe, a terminal or a device could keep the start
 * waiting for ever, and would not be there for the next start.
 *
 * @returns why it cannot be read, as the end of `It names ...`.
 */
export function readSettingFile(path: string): { text: string } | { problem: string } {
  try {
    const about = statSync(path);
    if (about.isDirectory()) return { problem: "a folder, and must name a file" };
    if (!about.isFile()) {
      return { problem: "a pipe or a device, and must name a file that is there at each start" };
    }
    if (about.size > MAX_BYTES) {
      return { problem: `a file of ${about.size} bytes, and a PEM file has ${MAX_BYTES} at most` };
    }
    return { text: readFileSync(path, "utf8").replace(/^\ufeff/, "") };
  } catch (error) {
    // The system's own words hold the path, and with it what somebody put in its place.
    const { code = "no reason" } = error as { code?: string };
    const why = REASONS[code] ?? `the system says ${code}`;
    return { problem: `a file that cannot be read: ${why}` };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is none of that name",
  ENOTDIR: "a part of its path is a file",
  EACCES: "the user that the server runs as may not",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
};
