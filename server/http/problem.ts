/** The table from kinds of error to HTTP status, and the problem response. */

import {
  AppError,
  ERROR_KINDS,
  type ErrorKind,
  fromProblem,
  toProblem,
} from "../../protocol/errors.ts";

/** The HTTP status that each kind of error is answered with. */
export const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  "invalid": 400,
  "unauthenticated": 401,
  "certificate": 403,
  "forbidden": 403,
  "not-found": 404,
  "conflict": 409,
  "stale": 409,
  "too-large": 413,
  "rate-limited": 429,
  "origin": 403,
  "unavailable": 503,
  "storage-full": 507,
  "internal": 500,
};

/**
 * The `AppError` that was thrown, or `null` when the error is one that nobody foresaw.
 *
 * Routes are bundled, so the class exists twice in the process and `instanceof` knows only one of
 * them; an error of the other is recognised by its name and kind.
 */
export function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error) || error.name !== "AppError") return null;
  const { kind } = error as AppError;
  return ERROR_KINDS.includes(kind) ? fromProblem({ ...error, message: error.message }) : null;
}

/**
 * Answers `{ "error": { kind, message, field?, reason? } }` with the status of its kind. An error
 * that nobody foresaw becomes a plain 500 that says nothing of itself: log it where it is caught.
 */
export function problemResponse(error: unknown, headers?: HeadersInit): Response {
  const problem = toProblem(asAppError(error) ?? error);
  return Response.json({ error: problem }, {
    status: HTTP_STATUS[problem.kind],
    ...(headers === undefined ? {} : { headers }),
  });
}
