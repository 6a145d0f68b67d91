import type { AuthoritySettings } from "../core/settings.ts";
import type { Authority } from "../port.ts";
import { remoteAuthority } from "./remote.ts";
import { type LinkTimeouts, WorkerLink } from "./worker_link.ts";

export type { AuthoritySettings } from "../core/settings.ts";

export type AuthorityWorkerOptions = AuthoritySettings & Partial<LinkTimeouts>;

/**
 * Starts the authority in a worker of its own and waits until it can be used. On the first start of
 * a data folder that takes a few seconds, for two RSA keys.
 *
 * Calls end with `AppError` `unavailable` when the worker is silent for `callTimeoutMs`, has died,
 * or was closed; `state()` answers `down` then.
 *
 * @throws {AppError} `invalid` on a wrong setting, `internal` with a message for the operator when
 * the authority's files are broken or do not fit together, `unavailable` on a timeout.
 */
export async function startAuthorityWorker(options: AuthorityWorkerOptions): Promise<Authority> {
  const {
    startTimeoutMs = 60_000,
    callTimeoutMs = 10_000,
    closeTimeoutMs = 5_000,
    dataDir,
    organisation,
    publicOrigin,
    certificateDays,
    crlHours,
  } = options;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const link = new WorkerLink(worker, { startTimeoutMs, callTimeoutMs, closeTimeoutMs });
  await link.start({ dataDir, organisation, publicOrigin, certificateDays, crlHours });
  return remoteAuthority(link);
}
