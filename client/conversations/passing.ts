/** Which refusals say nothing about the message, so that it is tried again later. */

import { AppError } from "../../protocol/errors.ts";

/** Refusals that say nothing about the message: it is handed in again later. */
const PASSING: readonly string[] = ["unavailable", "rate-limited", "internal"];

export function isPassing(error: unknown): boolean {
  return error instanceof AppError && PASSING.includes(error.kind) &&
    error.reason !== "storage-blocked";
}
