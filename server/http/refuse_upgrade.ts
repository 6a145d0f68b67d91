/** Refuses a WebSocket upgrade on its raw socket, and lets go of the connection. */

import type { Duplex } from "node:stream";

/** How long the client may take to read the answer and to hang up. */
const LINGER_MS = 1_000;

/**
 * Answers `status`, such as `403 Forbidden`, and ends the connection: by itself when the client has
 * hung up, and at the latest after a moment. A socket that was only half-closed would be the
 * client's to keep, for as long as it likes.
 */
export function refuseUpgrade(socket: Duplex, status: string, lingerMs: number = LINGER_MS): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(timer));
  socket.on("error", () => {}); // Whoever has gone already needs no answer.
  socket.resume(); // What is still sent is read and dropped: else the end of it is never seen.
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
