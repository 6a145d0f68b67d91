/** The transport of files to and from this page's own origin. */

import { systemRandom } from "../../e2ee/environment.ts";
import { fileHttp } from "./file_http.ts";
import type { FileTransport } from "./port.ts";
import { timerSleep } from "./retry.ts";
import { httpFileTransport } from "./transport.ts";
import { workerSealing } from "./worker_sealing.ts";
// The build knows a worker by this name.
import { TrustedWorker as Worker } from "../../workers/trusted_worker.ts";

/** One for a page: it bounds what is under way. The worker starts at the first transfer. */
export function browserFileTransport(): FileTransport {
  return httpFileTransport({
    http: fileHttp(),
    sealing: workerSealing(() =>
      new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
    ),
    randomBytes: systemRandom,
    random: Math.random,
    sleep: timerSleep,
  });
}
