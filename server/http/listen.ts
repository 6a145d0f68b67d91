/** Listens for HTTP or HTTPS, and hands each request to the site. */

import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AddressBlock } from "./address.ts";
import { refuseBrokenRequest } from "./broken_request.ts";
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from "./limits.ts";
import { asAppError, HTTP_STATUS } from "./problem.ts";
import { refuse } from "./refuse.ts";
import { refuseUpgrade } from "./refuse_upgrade.ts";
import { headerLinesOf, hostOf, originOfRequest, toRequest } from "./request.ts";
import { RequestTurns } from "./request_turns.ts";
import { writeResponse } from "./response.ts";

/** What is known of a request beside itself. */
export interface RequestInfo {
  /** IP address of the client, through trusted proxies. */
  clientAddress: string;
  /** Whether it came from this machine, as far as headers tell. */
  isLocal: boolean;
}

/** A site: answers one request. */
export type Fetch = (request: Request, info: RequestInfo) => Response | Promise<Response>;

export interface ListenOptions {
  /** Name or address to listen on; `localhost` is 127.0.0.1 and, where there is one, ::1. */
  hostname: string;
  /** 0 takes a free port. */
  port: number;
  /** PEM texts; with them the server speaks HTTPS only. */
  tls?: { cert: string; key: string };
  /** Proxies whose word on the client's address is taken; nobody's by default. */
  trustedProxies?: readonly AddressBlock[];
  fetch: Fetch;
  /**
   * Takes over a connection that asks for an upgrade. Without it such requests are refused.
   * Checking the origin is its task: see `isAllowedOrigin`.
   */
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => void;
  /** Is told what a request failed with; the client is told nothing of it. */
  onError: (error: unknown, where: string) => void;
  /** Largest body of one route; `undefined` is the common limit. */
  maxBodyBytesOf?: (method: string, pathname: string) => number | undefined;
  limits?: Partial<HttpLimits>;
}

export interface Listener {
  /** Such as `http://localhost:8000`. */
  readonly origin: string;
  readonly port: number;
  /**
   * Takes no more connections, waits for the answers under way, and then cuts what is left,
   * upgraded connections too.
   */
  close(): Promise<void>;
}

/**
 * Listens for HTTP, or for HTTPS when `tls` is given.
 *
 * It stands on `node:http` and not on `Deno.serve`, which has no limit on slow headers.
 *
 * @throws when an address cannot be bound.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const limits = { ...DEFAULT_HTTP_LIMITS, ...options.limits };
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  let { port } = options;

  for (const address of addressesOf(options.hostname)) {
    const server = createServer(options, limits);
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    try {
      port = await bind(server, address, port);
      servers.push(server);
    } catch (error) {
      // A machine without IPv6 has no ::1; the first address is always needed.
      if (servers.length === 0 || !isMissingAddress(error)) {
        for (const started of servers) started.close();
        throw error;
      }
    }
  }

  return {
    origin: originOf(options, port),
    port,
    close: () => closeAll(servers, sockets, limits.closeGraceMs),
  };
}

function createServer(options: ListenOptions, limits: HttpLimits): Server {
  const serverOptions = {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.checkIntervalMs,
    maxHeaderSize: limits.maxHeaderBytes,
  };
  const turns = new RequestTurns({
    maxWaitingRequests: limits.maxWaitingRequests,
    idleTimeoutMs: limits.keepAliveTimeoutMs + limits.headersTimeoutMs,
  });
  const answer = (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    onAccepted?: () => void,
  ) =>
    turns.take(incoming.socket, outgoing, () => {
      if (hasTooManyLines(incoming, limits)) refuseLines(outgoing);
      else void respond(incoming, outgoing, options, limits, onAccepted);
    });
  const server = options.tls === undefined
    ? createHttpServer(serverOptions, answer)
    : createHttpsServer({
      ...serverOptions,
      ...options.tls,
      handshakeTimeout: limits.headersTimeoutMs,
    }, answer);
  // Lines beyond it are left out by the parser: one too many shows that there are.
  server.maxHeadersCount = limits.maxHeaderLines + 1;
  // The body is read without "100 Continue": one that is too large is refused before it is sent.
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(incoming, outgoing, () => outgoing.writeContinue());
  });
  server.on("clientError", refuseBrokenRequest);
  const { onUpgrade } = options;
  if (onUpgrade !== undefined) {
    server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Uint8Array) => {
      if (!turns.release(socket)) return;
      if (hasTooManyLines(incoming, limits)) refuseUpgrade(socket, TOO_MANY_LINES);
      else if (hostOf(incoming) === undefined) refuseUpgrade(socket, "400 Bad Request");
      else onUpgrade(incoming, socket, head);
    });
  }
  return server;
}

/** RFC 6585 5. */
const TOO_MANY_LINES = "431 Request Header Fields Too Large";

function hasTooManyLines(incoming: IncomingMessage, limits: HttpLimits): boolean {
  return headerLinesOf(incoming) > limits.maxHeaderLines;
}

/** Answers as to headers of too many bytes, and reads nothing more. */
function refuseLines(outgoing: ServerResponse): void {
  outgoing.writeHead(431, { "connection": "close", "content-length": 0 }).end();
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ListenOptions,
  limits: HttpLimits,
  onAccepted?: () => void,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  try {
    const { request, tooLarge } = toRequest(incoming, {
      scheme: options.tls === undefined ? "http" : "https",
      maxBodyBytes: (method, pathname) =>
        options.maxBodyBytesOf?.(method, pathname) ?? limits.maxBodyBytes,
      signal: gone.signal,
    });
    onAccepted?.();
    const answer = Promise.resolve(
      options.fetch(request, originOfRequest(incoming, options.trustedProxies ?? [])),
    );
    answer.catch(() => {}); // It may lose the race and fail later.
    await writeResponse(await Promise.race([answer, tooLarge]), outgoing, {
      headersOnly: incoming.method === "HEAD",
      stallTimeoutMs: limits.writeStallTimeoutMs,
    });
  } catch (error) {
    // What a client sent wrongly is its own affair; what went wrong here is the operator's.
    const status = HTTP_STATUS[asAppError(error)?.kind ?? "internal"];
    if (status >= 500 && !gone.signal.aborted) {
      options.onError(error, `${incoming.method} ${incoming.url?.split("?")[0]}`);
    }
    await refuse(error, incoming, outgoing, limits.lingerTimeoutMs);
  }
}

function addressesOf(hostname: string): string[] {
  return hostname === "localhost" ? ["127.0.0.1", "::1"] : [hostname];
}

/** Binds `server` and resolves with its port. */
function bind(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function isMissingAddress(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

function originOf({ hostname, tls }: ListenOptions, port: number): string {
  const anywhere = hostname === "0.0.0.0" || hostname === "::";
  const host = anywhere ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
  return new URL(`${tls === undefined ? "http" : "https"}://${host}:${port}`).origin;
}

async function closeAll(
  servers: readonly Server[],
  sockets: ReadonlySet<Socket>,
  graceMs: number,
): Promise<void> {
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const timer = setTimeout(cut, graceMs);
  await Promise.all(servers.map((server) => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    return closed;
  }));
  clearTimeout(timer);
  cut();
}
