/** Wraps the endpoints of files: session, body limits, path parameters, errors. */

import { AppError } from "../../protocol/errors.ts";
import { isFileId, parseChunkNumber } from "../../protocol/files.ts";
import type { UserId } from "../../protocol/ids.ts";
import { FILE_CHUNK_OVERHEAD_BYTES, MAX_FILE_CHUNK_BYTES } from "../../protocol/limits.ts";
import { services } from "../services.ts";
import { auditRefusal } from "./audit_refusal.ts";
import { asAppError, problemResponse } from "./problem.ts";

const CHUNK_PATH = /^\/api\/files\/[A-Za-z0-9_-]{22}\/chunks\/\d{1,4}$/;

/** The body limit of requests that carry a chunk; undefined for all others. */
export function maxChunkBodyBytes(method: string, pathname: string): number | undefined {
  if (method !== "PUT" || !CHUNK_PATH.test(pathname)) return undefined;
  return MAX_FILE_CHUNK_BYTES + FILE_CHUNK_OVERHEAD_BYTES;
}

/**
 * An endpoint of files: finds out who asks, lets `work` decide, and answers its response or the
 * problem it threw. What nobody foresaw goes to the operator's log.
 */
export async function fileEndpoint(
  request: Request,
  work: (user: UserId) => Promise<Response>,
): Promise<Response> {
  try {
    const session = await services().sessionOf(request);
    if (session === undefined) {
      throw new AppError("unauthenticated", "You are signed out. Sign in again.");
    }
    return await work(session.user);
  } catch (error) {
    // A body that nobody read would hold up the connection's next request.
    if (!request.bodyUsed) await request.body?.cancel();
    const known = asAppError(error);
    if (known === null || ["internal", "unavailable", "storage-full"].includes(known.kind)) {
      services().reportError(error, `${request.method} ${new URL(request.url).pathname}`);
    }
    auditRefusal(known, request);
    return problemResponse(error);
  }
}

/** The file that a path names. @throws {AppError} `invalid` */
export function fileIdOf(params: object): string {
  const { id } = params as { id?: unknown };
  if (isFileId(id)) return id;
  throw new AppError("invalid", "This is no file's address.", { field: "id" });
}

/** The chunk that a path names. @throws {AppError} `invalid` */
export function chunkNumberOf(params: object): number {
  const number = parseChunkNumber((params as { n?: unknown }).n);
  if (number !== undefined) return number;
  throw new AppError("invalid", "This is no address of a part of a file.", { field: "n" });
}
