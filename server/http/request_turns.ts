/** Gives the requests of each connection their turns, and ends a connection that idles. */

import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

export interface TurnLimits {
  /** Requests that wait on one connection while another is answered; one more cuts it. */
  maxWaitingRequests: number;
  /** From the end of an answer until the head of the next request is whole. */
  idleTimeoutMs: number;
}

interface Waiting {
  outgoing: ServerResponse;
  answer: () => void;
}

/** One connection. */
interface Connection {
  /** Whether an answer is under way. */
  busy: boolean;
  /** Requests behind that answer, oldest first. */
  waiting: Waiting[];
  /** Ends it, unless a request comes. */
  idle?: ReturnType<typeof setTimeout>;
}

/**
 * One answer under way for each connection. `node:http` hands over all requests of a read at once,
 * hundreds where they are pipelined (RFC 9112 9.3.2), and keeps their answers until they are taken;
 * so the next request is answered only when the client has taken the last answer. It neither pauses
 * nor forgets a request that it has handed over: whoever sends more than may wait is cut off.
 * Browsers and proxies do not pipeline.
 *
 * It also bounds the time between requests: the keep-alive timer of `node:http` begins anew with
 * each byte, also with a blank line, which is no request (RFC 9112 2.2).
 */
export class RequestTurns {
  readonly #limits: TurnLimits;
  readonly #connections = new WeakMap<Duplex, Connection>();

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** Calls `answer` once `outgoing` is the next of its connection; never, if that is gone by then. */
  take(socket: Duplex, outgoing: ServerResponse, answer: () => void): void {
    // What stood in the same read as the request that cut the connection is still handed over.
    if (socket.destroyed) return;
    const connection = this.#of(socket);
    clearTimeout(connection.idle);
    if (!connection.busy) this.#begin(socket, connection, { outgoing, answer });
    else if (connection.waiting.length < this.#limits.maxWaitingRequests) {
      connection.waiting.push({ outgoing, answer });
    } else socket.destroy();
  }

  /**
   * Lets go of a connection that becomes something else.
   *
   * @returns false where an answer is under way, into which nothing may be written: it is cut.
   */
  release(socket: Duplex): boolean {
    const connection = this.#connections.get(socket);
    clearTimeout(connection?.idle);
    if (connection?.busy) socket.destroy();
    return !socket.destroyed;
  }

  #of(socket: Duplex): Connection {
    const known = this.#connections.get(socket);
    if (known !== undefined) return known;
    const connection: Connection = { busy: false, waiting: [] };
    this.#connections.set(socket, connection);
    socket.once("close", () => {
      clearTimeout(connection.idle);
      connection.waiting.length = 0;
    });
    return connection;
  }

  #begin(socket: Duplex, connection: Connection, { outgoing, answer }: Waiting): void {
    connection.busy = true;
    // Comes when the answer is with the operating system, and when the connection is gone.
    outgoing.once("close", () => this.#next(socket, connection));
    answer();
  }

  #next(socket: Duplex, connection: Connection): void {
    connection.busy = false;
    // That answer was the last one, with "Connection: close": what is behind it is not done.
    if (!socket.writable) {
      connection.waiting.length = 0;
      return;
    }
    const next = connection.waiting.shift();
    if (next !== undefined) return this.#begin(socket, connection, next);
    connection.idle = setTimeout(() => socket.destroy(), this.#limits.idleTimeoutMs);
  }
}
