/** Answers requests that Node refuses as malformed, too slow or too long. */

import type { Duplex } from "node:stream";

/** Status lines for what `node:http` refuses before there is a request to hand on. */
const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/**
 * Answers a request that is malformed, too slow or too long in its headers, and ends its
 * connection. A connection on which an answer has begun is cut, as a second status line would
 * read as part of it.
 */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  const { bytesWritten = 0 } = socket as Duplex & { bytesWritten?: number };
  if (!socket.writable || bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const statusLine = STATUS_LINES[error.code ?? ""] ?? "400 Bad Request";
  socket.end(
    `HTTP/1.1 ${statusLine}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}
