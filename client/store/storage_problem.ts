/** Whether an error says that the browser cannot keep anything. */

import { AppError } from "../../protocol/errors.ts";

/** Whether the browser has no room, or lets the page keep nothing: not a fault of what was asked. */
export function isStorageProblem(error: unknown): error is AppError {
  return error instanceof AppError &&
    (error.kind === "storage-full" || error.reason === "storage-blocked");
}
