/** Stands in for `client/service_worker/register.ts` in the gallery, which has no worker. */

import { signal } from "@preact/signals";
import type { NewVersion } from "../../../client/service_worker/register.ts";

const isOffered = new URLSearchParams(location.search).has("new-version");

export const newVersion = signal<NewVersion | undefined>(
  isOffered ? { start: () => {} } : undefined,
);

export function registerServiceWorker(): Promise<void> {
  return Promise.resolve();
}
