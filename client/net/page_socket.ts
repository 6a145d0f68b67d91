/** The connection to the server, with the browser's own signs of losing and finding the network. */

import type { SocketState } from "../../protocol/frames/socket.ts";
import { type Ask, ServerSocket, type SocketEvents } from "./socket.ts";

export { type Ask, ServerSocket, type SocketEvents };

/**
 * Opens the socket of this page's own origin.
 *
 * @param presence how the person wants to be seen whenever the socket connects.
 */
export function openServerSocket(
  events: Omit<SocketEvents, "watchWake">,
  signal: AbortSignal,
  presence: () => SocketState = () => "online",
): ServerSocket {
  return new ServerSocket({
    origin: location.origin.replace(/^http/, "ws"),
    presence,
    events: { ...events, watchWake },
    signal,
  });
}

/** Back on the network, or looked at again: try now. Gone from it: look at once. */
function watchWake(wake: () => void, lost: () => void): () => void {
  const shown = () => document.visibilityState === "visible" && wake();
  addEventListener("online", wake);
  addEventListener("offline", lost);
  document.addEventListener("visibilitychange", shown);
  return () => {
    removeEventListener("online", wake);
    removeEventListener("offline", lost);
    document.removeEventListener("visibilitychange", shown);
  };
}
