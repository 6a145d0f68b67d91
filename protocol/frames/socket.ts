/** The WebSocket at `/ws` itself: its version, its path, and why it is closed. */

/** Version of the grammar of frames; the server says its own in `welcome`. */
export const WIRE_VERSION = 2;

/**
 * How a socket wants its person to be seen. A person is online while any socket is, away while
 * none is online and some are away, else offline: a hidden socket counts as not there.
 */
export const SOCKET_STATES = ["online", "away", "hidden"] as const;
export type SocketState = typeof SOCKET_STATES[number];

/**
 * Path of the upgrade request. The state is in it, so that whoever hides is not seen for the
 * moment of connecting.
 */
export function socketPath(state: SocketState): string {
  return state === "online" ? "/ws" : `/ws?presence=${state}`;
}

/** WebSocket close codes of ours (RFC 6455 7.4.2: 4000-4999 are private). */
export const CLOSE = {
  /** A frame that is not of this grammar. */
  badFrame: 4400,
  /** No session, or it ended. Do not reconnect; sign in. */
  signedOut: 4401,
  /** Too many frames, or sockets. Reconnect later. */
  rateLimited: 4429,
  /** The socket did not take what it was sent. Reconnect and sync. */
  tooSlow: 4408,
  /** The server is going away. Reconnect. */
  goingAway: 1001,
} as const;
