/** Refuses a request before the site sees it, and ends the connection. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { problemResponse } from "./problem.ts";

/** Headers of an answer that the site has not made. */
const BARE_ANSWER_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/**
 * Answers `error` as a problem and ends the connection.
 *
 * A client that is still sending would lose the answer to the reset that follows a close with
 * unread bytes. So the answer goes out whole, what still arrives is dropped unread for
 * `lingerTimeoutMs` at most, and only then the connection is closed.
 */
export async function refuse(
  error: unknown,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  lingerTimeoutMs: number,
): Promise<void> {
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy();
    return;
  }
  const problem = problemResponse(error, BARE_ANSWER_HEADERS);
  const body = new Uint8Array(await problem.arrayBuffer());
  outgoing.writeHead(problem.status, {
    ...Object.fromEntries(problem.headers),
    "connection": "close",
    "content-length": body.byteLength,
  });
  if (incoming.method !== "HEAD") outgoing.write(body);
  await untilSent(incoming, lingerTimeoutMs);
  outgoing.end();
}

/** Resolves when the client has sent all of its request, has gone, or has used up `timeoutMs`. */
function untilSent(incoming: IncomingMessage, timeoutMs: number): Promise<void> {
  if (incoming.complete || incoming.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      incoming.off("end", done);
      incoming.off("close", done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    incoming.once("end", done);
    incoming.once("close", done);
    incoming.resume();
  });
}
