/** Refuses state-changing requests that come from other sites' pages. */

import { AppError } from "../../protocol/errors.ts";
import { problemResponse } from "./problem.ts";

/** Methods that change nothing; every other one, known or not, must come from our own pages. */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether the `Origin` header of a request is one of ours. A missing header and `null` are not:
 * browsers always send it with a WebSocket upgrade and with a request that changes something.
 */
export function isAllowedOrigin(
  origin: string | null | undefined,
  allowed: ReadonlySet<string>,
): boolean {
  return typeof origin === "string" && origin !== "null" && allowed.has(origin);
}

/** The problem that a foreign origin is answered with. */
function originError(): AppError {
  return new AppError("origin", "This request did not come from a page of this server.");
}

/**
 * Refuses a state-changing request of another site: the 403 to answer with, or `null` when the
 * request may pass.
 */
export function refuseForeignOrigin(
  request: Request,
  allowed: ReadonlySet<string>,
): Response | null {
  if (SAFE_METHODS.has(request.method)) return null;
  if (isAllowedOrigin(request.headers.get("origin"), allowed)) return null;
  return problemResponse(originError());
}

/**
 * The origin of ours whose host a request named. Behind a proxy that ends TLS the request's own
 * scheme is not the page's, so where both are ours the https one is meant.
 *
 * @returns undefined for a host that is not ours: a client may name any.
 */
export function originNamed(host: string, allowed: ReadonlySet<string>): string | undefined {
  return ["https", "http"].map((scheme) => `${scheme}://${host}`)
    .find((origin) => allowed.has(origin));
}

/**
 * The origins of our own pages. A server on a loopback address is reached under each of its
 * names; any other is reached under the one that it was given.
 */
export function ownOrigins(origin: string): ReadonlySet<string> {
  const { protocol, hostname, port } = new URL(origin);
  const loopback = ["localhost", "127.0.0.1", "[::1]"];
  const names = loopback.includes(hostname) ? loopback : [hostname];
  const suffix = port === "" ? "" : `:${port}`;
  return new Set(names.map((name) => `${protocol}//${name}${suffix}`));
}
