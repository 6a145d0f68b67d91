/** Registers the service worker, and finds out when a newer version is ready. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { trustedScriptUrl } from "../../workers/trusted_worker.ts";
import type { ToWorker } from "./messages.ts";

const ADDRESS = "/service-worker.js";
/** How often a page that stays open looks for a newer version. */
const LOOK_EVERY_MS = 60 * 60_000;
/** Idleness that does not come is waited for so long. */
const IDLE_WITHIN_MS = 5_000;
/** The development server has no service worker: it would show the code of yesterday. */
const IS_BUILT = (import.meta as ImportMeta & { env?: { PROD?: boolean } }).env?.PROD === true;

/** A newer version of the program lies ready in this browser. */
export interface NewVersion {
  /** Starts it: this page reloads; others of this browser do when they are asked to. */
  start(): void;
}

const found: Signal<NewVersion | undefined> = signal(undefined);
/** Absent until there is one. */
export const newVersion: ReadonlySignal<NewVersion | undefined> = found;

/** What of the browser's own the registration needs. */
export interface RegisterPorts {
  container: ServiceWorkerContainer;
  address: string;
  reload: () => void;
  /** Does work again and again while the page is open. */
  every: (ms: number, work: () => void) => void;
}

/**
 * Installs the service worker, where there can be one. Resolves when it is registered; what goes
 * wrong costs the offline start and nothing else.
 */
export async function registerServiceWorker(): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container === undefined || !IS_BUILT) return;
  await idle();
  try {
    await registerWith({
      container,
      address: trustedScriptUrl(ADDRESS),
      reload: () => location.reload(),
      every: (ms, work) => void setInterval(work, ms),
    });
  } catch (error) {
    console.warn("The service worker was not installed", error);
  }
}

/** As `registerServiceWorker`, with the browser's part as ports. */
export async function registerWith(
  { container, address, reload, every }: RegisterPorts,
): Promise<void> {
  const registration = await container.register(address, { scope: "/", updateViaCache: "none" });
  let isStarting = false;
  // The very first worker takes over a page that it does not change: that is no reason to reload.
  container.addEventListener("controllerchange", () => isStarting && reload());
  const offer = (waiting: ServiceWorker) => {
    if (container.controller === null) return;
    found.value = {
      start: () => {
        // Another tab may have started it already: only this page is old then.
        if (waiting.state !== "installed") return reload();
        isStarting = true;
        waiting.postMessage({ type: "take-over" } satisfies ToWorker);
      },
    };
  };
  if (registration.waiting !== null) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") offer(worker);
    });
  });
  every(LOOK_EVERY_MS, () => void registration.update().catch(() => {}));
}

function idle(): Promise<unknown> {
  const request = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
  return new Promise((resolve) => {
    if (request === undefined) setTimeout(resolve, 1_000);
    else request(resolve, { timeout: IDLE_WITHIN_MS });
  });
}

/** The stored pages are fetched again, after a change of language or look. */
export function refreshCachedPages(): void {
  navigator.serviceWorker?.controller?.postMessage({ type: "refresh" } satisfies ToWorker);
}
