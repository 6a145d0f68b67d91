/** Asserts that a call is refused with a given kind of error. */

import assert from "node:assert/strict";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";

/** The refusal of this kind that `work` ends with. */
export async function rejectsWith(work: Promise<unknown>, kind: ErrorKind): Promise<AppError> {
  const error = await work.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `expected ${kind}, not ${error}`);
  assert.equal(error.kind, kind, `${error.message} (${error.cause})`);
  return error;
}
