/** A page that installs the service worker, for `tests/conformance/service_worker_test.ts`. */

import { newVersion, registerWith } from "../../../client/service_worker/register.ts";

let look = () => {};
export const versions = {
  register: () =>
    registerWith({
      container: navigator.serviceWorker,
      address: "/service-worker.js",
      reload: () => location.reload(),
      every: (_ms, work) => look = work,
    }),
  /** As a page that stays open does now and then. */
  look: () => look(),
  isOffered: () => newVersion.value !== undefined,
  start: () => newVersion.value!.start(),
};

Object.assign(globalThis, { versions });
