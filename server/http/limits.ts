/** Bounds of the HTTP layer. Times are milliseconds, sizes are bytes. */
export interface HttpLimits {
  /** Until the last header line of a request, and until the TLS handshake is done. */
  headersTimeoutMs: number;
  /** Until the last byte of a request's body. */
  requestTimeoutMs: number;
  /**
   * How long a connection may wait for its next request: for the first byte of it. The whole head
   * of it must be there after `headersTimeoutMs` more.
   */
  keepAliveTimeoutMs: number;
  /** How long a client may take nothing of an answer before its connection is cut. */
  writeStallTimeoutMs: number;
  /** How long a refused client may go on sending before its connection is closed. */
  lingerTimeoutMs: number;
  /** How long `close()` waits for answers under way. */
  closeGraceMs: number;
  /** How often connections are compared with the times above. */
  checkIntervalMs: number;
  /** Request line and headers together. */
  maxHeaderBytes: number;
  /** Header lines of a request: what a `Request` costs grows with their square. */
  maxHeaderLines: number;
  /** Requests that wait on one connection while another is answered; one more cuts it. */
  maxWaitingRequests: number;
  /** Largest request body, unless the route has a limit of its own. */
  maxBodyBytes: number;
}

export const DEFAULT_HTTP_LIMITS: Readonly<HttpLimits> = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 5_000,
  writeStallTimeoutMs: 30_000,
  lingerTimeoutMs: 1_000,
  closeGraceMs: 5_000,
  checkIntervalMs: 500,
  maxHeaderBytes: 16 * 1024,
  maxHeaderLines: 100,
  maxWaitingRequests: 4,
  maxBodyBytes: 64 * 1024,
};
