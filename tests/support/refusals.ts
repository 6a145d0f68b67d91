/** What the program throws when it refuses. */

import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";

/** The error that `work` throws. @param what is named where there is none. */
export function refusalOf(work: () => unknown, what = ""): AppError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof AppError, `${what}: ${error}`);
    return error;
  }
  throw new Error(`It was accepted: ${what}`);
}

/** The error that `work` ends with. */
export async function laterRefusalOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `It was let through: ${error}`);
  return error;
}
