/** Writes a web `Response` to a Node response, and cuts a client that takes nothing. */

import type { ServerResponse } from "node:http";

/** Most that is handed over at once, and so is held for a client that reads slowly. */
const MAX_PART_BYTES = 64 * 1024;

export interface WriteResponseOptions {
  /** Whether the request was a HEAD: headers only. */
  headersOnly: boolean;
  /** How long the client may take nothing before its connection is cut. */
  stallTimeoutMs: number;
}

/**
 * Writes a web `Response` to a Node response and resolves when all of it has been handed to the
 * operating system, or the client is gone. The body is streamed at the client's pace.
 *
 * @throws what the body's stream fails with. The status is out by then: cut the connection.
 */
export async function writeResponse(
  response: Response,
  outgoing: ServerResponse,
  { headersOnly, stallTimeoutMs }: WriteResponseOptions,
): Promise<void> {
  if (outgoing.destroyed) {
    await response.body?.cancel();
    return;
  }
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);

  if (headersOnly || response.body === null) {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body) {
    for (let at = 0; at < chunk.byteLength; at += MAX_PART_BYTES) {
      if (outgoing.destroyed) return;
      const part = chunk.subarray(at, at + MAX_PART_BYTES);
      if (!outgoing.write(part)) await untilTaken(outgoing, "drain", stallTimeoutMs);
    }
  }
  if (outgoing.destroyed) return;
  outgoing.end();
  await untilTaken(outgoing, "finish", stallTimeoutMs);
}

/** Waits for `event`; a client that lets `timeoutMs` pass without it is cut off. */
function untilTaken(
  outgoing: ServerResponse,
  event: "drain" | "finish",
  timeoutMs: number,
): Promise<void> {
  if (outgoing.destroyed || (event === "finish" && outgoing.writableFinished)) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => outgoing.destroy(), timeoutMs);
    const done = () => {
      clearTimeout(timer);
      outgoing.off(event, done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.once(event, done);
    outgoing.once("close", done);
  });
}
