/** Decides what the service worker does with a request. */

/** What the service worker does with a request of the page. */
export type Strategy =
  /** It is none of its business: the browser asks the server as if there were no worker. */
  | "pass"
  /** Content never changes under this name: from the cache, else from the server. */
  | "cache-first"
  /** From the server, else from the cache. */
  | "network-first"
  /** A page that opens offline: as `network-first`, and the cache follows what the server says. */
  | "cached-page"
  /** Another page: from the server; without it, a page that says so. */
  | "other-page";

/** What of a `Request` decides. */
export interface Asked {
  method: string;
  url: string;
  mode: string;
}

/** Pages that open without the network, by path. Nothing in them belongs to one person. */
export const CACHED_PAGES: readonly string[] = ["/chat", "/help", "/about"];
/** Stands in for a page that is not kept. */
export const OFFLINE_PAGE = "/offline";
/** Where a session ends. */
const LOGOUT = "/api/logout";

/** Names that carry a hash of what they hold. */
const HASHED = /^\/assets\//;
/** Other files that are the same for everybody. */
const FILE = /^\/(?:styles|icons|fonts|emoji)\/|^\/manifest\.webmanifest$/;

/** @param origin of the worker: nothing of another one is touched. */
export function strategyFor(asked: Asked, origin: string): Strategy {
  const url = new URL(asked.url);
  if (asked.method !== "GET" || url.origin !== origin) return "pass";
  const { pathname } = url;
  if (HASHED.test(pathname)) return "cache-first";
  if (FILE.test(pathname)) return "network-first";
  if (asked.mode !== "navigate" || isForPrograms(pathname)) return "pass";
  return CACHED_PAGES.includes(pathname) ? "cached-page" : "other-page";
}

/** Whether the request ends a session: what was kept for it goes. */
export function endsSession(asked: Asked, origin: string): boolean {
  const url = new URL(asked.url);
  return asked.method === "POST" && url.origin === origin && url.pathname === LOGOUT;
}

/** Addresses without a page: people who open them want the file as it is. */
function isForPrograms(pathname: string): boolean {
  return /^\/(?:api|ca|ws|healthz)(?:\/|$)/.test(pathname) || /\.\w+$/.test(pathname);
}
