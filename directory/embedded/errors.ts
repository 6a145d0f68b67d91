/** SQLite result codes (sqlite.org/rescode.html) in this program's own terms. */

import { AppError } from "../../protocol/errors.ts";

const SQLITE_FULL = 13;
const SQLITE_CONSTRAINT = 19;

/** Whether the write would have broken a uniqueness rule. */
export function isConstraintError(error: unknown): boolean {
  return primaryCode(error) === SQLITE_CONSTRAINT;
}

/** The error for any statement; an AppError passes through as it is. */
export function toStorageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (primaryCode(error) === SQLITE_FULL || hasNoSpace(error)) {
    return new AppError(
      "storage-full",
      "The server's disk is full, so nothing was stored. Tell your administrator.",
      { cause: error },
    );
  }
  return new AppError("unavailable", "The directory cannot be used right now. Try again soon.", {
    cause: error,
  });
}

/** The low byte of an extended result code is the primary one. */
function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === "number" ? code & 0xff : undefined;
}

function hasNoSpace(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ENOSPC";
}
