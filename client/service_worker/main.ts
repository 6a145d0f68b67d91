/** Opens the app without the network, and answers clicks on notifications. */

import { isConversationId } from "../../protocol/ids.ts";
import { answer } from "./answer.ts";
import { readToWorker } from "./messages.ts";
import { openConversation } from "./opened_notification.ts";
import type { WorkerScope } from "./scope.ts";
import { mayBeCached, removeEverywhere, removeOtherVersions, versionCache } from "./page_cache.ts";
import { CACHED_PAGES, endsSession, OFFLINE_PAGE, strategyFor } from "./strategy.ts";

/** Put in by the build: the files of this version by path, and a hash over all of them. */
declare const FILES: readonly string[];
declare const VERSION: string;

const worker = globalThis as unknown as WorkerScope;
const { caches, clients } = worker;
const { origin } = worker.location;
const cache = versionCache(VERSION, caches);

worker.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([...FILES.map(cacheFile), cachePages()]));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([removeOtherVersions(VERSION, caches), clients.claim()]));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  // A session that ends takes the page along; the request itself goes its way.
  if (endsSession(request, origin)) event.waitUntil(removeEverywhere("/chat", caches));
  const strategy = strategyFor(request, origin);
  if (strategy === "pass") return;
  event.respondWith(answer(request, strategy, {
    cache,
    network: (asked) => fetch(asked),
    forget: (path) => removeEverywhere(path, caches),
    after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: (work) => event.waitUntil(work),
  }));
});

worker.addEventListener("message", (event) => {
  switch (readToWorker(event.data)?.type) {
    case "take-over":
      return event.waitUntil(worker.skipWaiting());
    case "refresh":
      return event.waitUntil(cachePages());
  }
});

worker.addEventListener("notificationclick", (event) => {
  const { notification } = event;
  notification.close();
  const conversation = (notification.data as { conversation?: unknown } | null)?.conversation;
  if (!isConversationId(conversation)) return;
  event.waitUntil((async () => {
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
    await openConversation(conversation, {
      windows,
      open: (address) => clients.openWindow(address),
    });
  })());
});

/** What is missing ends the installation, which the browser tries again at the next start. */
async function cacheFile(path: string): Promise<void> {
  const response = await fetch(path, { cache: "no-cache" });
  if (!mayBeCached(response)) throw new Error(`Cannot keep ${path}: status ${response.status}`);
  await cache.put(path, response);
}

/** Pages come as they are for this browser now; one that it may not see is left out. */
async function cachePages(): Promise<void> {
  await Promise.all([...CACHED_PAGES, OFFLINE_PAGE].map(async (path) => {
    try {
      const response = await fetch(path, { headers: { accept: "text/html" }, redirect: "manual" });
      if (mayBeCached(response)) await cache.put(path, response);
    } catch {
      // The network went away in between; the page is kept when it is opened next.
    }
  }));
}
