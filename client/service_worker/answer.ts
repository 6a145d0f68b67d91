/** Answers a page's requests in the service worker: the server in time, else the cache. */

import { mayBeCached, type PageCache } from "./page_cache.ts";
import { OFFLINE_PAGE, type Strategy } from "./strategy.ts";

/** A page waits this long for the server before it opens as it is kept; files wait less. */
const PAGE_PATIENCE_MS = 3_000;
const FILE_PATIENCE_MS = 1_500;

export interface AnswerPorts {
  cache: PageCache;
  network: (request: Request) => Promise<Response>;
  /** Removes a page that the server no longer gives to this browser. */
  forget: (path: string) => Promise<void>;
  /** Resolves after so many milliseconds. */
  after: (ms: number) => Promise<void>;
  /** Work that outlasts the answer. */
  later: (work: Promise<unknown>) => void;
}

/**
 * Answers one request. What the server says counts whenever it says something in time: a session
 * that is over leads to the sign-in, whatever is kept. Rejects where neither has an answer.
 */
export async function answer(
  request: Request,
  strategy: Exclude<Strategy, "pass">,
  ports: AnswerPorts,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { cache } = ports;
  switch (strategy) {
    case "cache-first":
      return await cache.find(pathname) ?? await fromNetwork(request, pathname, ports);
    case "network-first":
      return await networkFirst(request, pathname, FILE_PATIENCE_MS, ports);
    case "cached-page":
      try {
        return await networkFirst(request, pathname, PAGE_PATIENCE_MS, ports);
      } catch (error) {
        return await orOfflinePage(cache, error);
      }
    case "other-page":
      try {
        return await ports.network(request);
      } catch (error) {
        return await orOfflinePage(cache, error);
      }
  }
}

async function networkFirst(
  request: Request,
  path: string,
  patienceMs: number,
  ports: AnswerPorts,
): Promise<Response> {
  const asking = fromNetwork(request, path, ports);
  // It goes on when the answer comes from the cache, so that the next one is fresh.
  ports.later(asking.catch(() => {}));
  const first = await Promise.race([
    asking.catch((error: unknown) => ({ error })),
    ports.after(patienceMs).then(() => "late" as const),
  ]);
  if (first instanceof Response && first.status < 500) return first;
  const cached = await ports.cache.find(path);
  if (cached !== undefined) return cached;
  return first instanceof Response ? first : await asking;
}

/** Asks the server, and lets the cache follow. */
async function fromNetwork(
  request: Request,
  path: string,
  { cache, network, forget, later }: AnswerPorts,
): Promise<Response> {
  const response = await network(request);
  if (mayBeCached(response)) {
    // A full disk is no reason to keep the answer from the page.
    later(cache.put(path, response.clone()).catch(() => {}));
  } else if (leadsElsewhere(response)) {
    later(forget(path).catch(() => {}));
  }
  return response;
}

/** A redirect, which the browser follows by itself; for a page: there is no session any more. */
function leadsElsewhere({ type, status, redirected }: Response): boolean {
  return type === "opaqueredirect" || redirected || (status >= 300 && status < 400);
}

async function orOfflinePage(cache: PageCache, error: unknown): Promise<Response> {
  const page = await cache.find(OFFLINE_PAGE);
  if (page === undefined) throw error;
  return page;
}
