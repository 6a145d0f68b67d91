/**
 * How what `main.ts` built reaches the pages.
 *
 * The routes are bundled by Vite and `main.ts` is not, so a module that both import exists twice
 * in the process and cannot hold anything for them. Two globals can: the services, and what is
 * known of each request. Routes call {@linkcode services} and {@linkcode requestContext};
 * only `main.ts` and the HTTP layer provide.
 */

import type { Authority } from "../ca/port.ts";
import type { Accounts } from "./accounts/accounts.ts";
import type { Files } from "./files/files.ts";
import type { DetailedHealth } from "./health/checker.ts";
import type { Audit } from "./audit.ts";
import type { SessionCookie } from "./sessions/cookie.ts";
import type { Session } from "./sessions/port.ts";

/** What routes may call. Ports and functions only: no driver, no key, no configuration. */
export interface Services {
  readonly accounts: Pick<Accounts, "register" | "login" | "enrol" | "prove" | "logout">;
  readonly authority: Pick<Authority, "chain" | "crl">;
  readonly files: Pick<
    Files,
    "create" | "status" | "putChunk" | "complete" | "keep" | "chunk" | "remove"
  >;
  /** Whether people may make accounts by themselves. */
  readonly registrationOpen: boolean;
  readonly cookie: SessionCookie;

  /** The session that the request's cookie names. @throws {AppError} `unavailable`. */
  sessionOf(request: Request): Promise<Session | undefined>;

  /** The answer to `/.well-known/security.txt`; undefined where no contact is set. */
  securityTxt(): Response | undefined;

  /** How each part was when it was last looked at. */
  health(): Promise<DetailedHealth>;

  /** Whether the request may see what only the operator is to see. */
  isOperator(request: Request): boolean;

  /** Notes what matters to security. */
  readonly audit: Audit;

  /** Writes an unexpected error to the operator's log. `where` is such as `GET /chat`. */
  reportError(error: unknown, where: string): void;
}

/** What the server knows of a request beyond the request itself. */
export interface RequestContext {
  /** IP address of the client; a header is read only where a trusted proxy wrote it. */
  readonly clientAddress: string;
  /** Whether the request came from this machine, as far as headers tell. */
  readonly isLocal: boolean;
  /** Nonce of this answer's content security policy, base64. */
  readonly nonce: string;
}

interface Handover {
  services?: Services;
  readonly contexts: WeakMap<Request, RequestContext>;
}

const KEY = Symbol.for("talkywalky.services");
const globals = globalThis as { [KEY]?: Handover };

function handover(): Handover {
  return globals[KEY] ??= { contexts: new WeakMap() };
}

/** Hands `services` to every route of this process; a later call replaces them. */
export function provideServices(services: Services): void {
  handover().services = services;
}

/**
 * The services of this process.
 *
 * @throws {Error} when `main.ts` has not provided them yet.
 */
export function services(): Services {
  const provided = handover().services;
  if (provided === undefined) {
    throw new Error("Cannot serve a page before provideServices() was called");
  }
  return provided;
}

/**
 * Attaches `context` to `request`. Fresh and Nitro pass the very object on, so a client has no
 * header to forge; `server/pages/entry_test.ts` keeps that true.
 */
export function setRequestContext(request: Request, context: RequestContext): void {
  handover().contexts.set(request, context);
}

/**
 * What the server knows of `request`.
 *
 * @throws {Error} when the request did not come through our HTTP layer.
 */
export function requestContext(request: Request): RequestContext {
  const context = handover().contexts.get(request);
  if (context === undefined) {
    throw new Error("Cannot find the context of a request that our HTTP layer did not make");
  }
  return context;
}
