/** How the page is in touch with the server, as the screens show it. */

/** State of the connection to the server. */
export type ConnectionView =
  | { state: "connecting" }
  | { state: "online" }
  /** Lost; trying again by itself. `retryAt`: epoch milliseconds of the next try. */
  | { state: "reconnecting"; retryAt: number }
  /** The session ended; `message` says why. The page leads to the sign-in. */
  | { state: "signed-out"; message: string };
