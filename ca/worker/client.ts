/** Starts the certificate authority in a worker of its own. */

import { AppError } from "../../protocol/errors.ts";
import { type Unanswered, WorkerConnection, type WorkerLike } from "../../workers/connect.ts";
import type { AuthoritySettings } from "../core/settings.ts";
import type { Authority } from "../port.ts";
import { AUTHORITY_CALLS, type AuthorityContract } from "./contract.ts";

export type { AuthoritySettings } from "../core/settings.ts";

export interface AuthorityTimeouts {
  /** For the first start, which makes two RSA keys. */
  startTimeoutMs: number;
  callTimeoutMs: number;
  /** For draining, before the worker is ended by force. */
  closeTimeoutMs: number;
}

export type AuthorityWorkerOptions = AuthoritySettings & Partial<AuthorityTimeouts> & {
  /** Is told what a call failed with that is not the asker's fault; for the log. */
  onError?: (what: string, detail: string) => void;
};

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
export async function startAuthorityWorker(
  options: AuthorityWorkerOptions,
  worker: WorkerLike = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
): Promise<Authority> {
  const {
    startTimeoutMs = 60_000,
    callTimeoutMs = 10_000,
    closeTimeoutMs = 5_000,
    onError = () => {},
    dataDir,
    organisation,
    publicOrigin,
    certificateDays,
    crlHours,
    enrolmentsPerDay,
  } = options;
  const connection = new WorkerConnection<AuthorityContract>(worker, {
    settings: {
      dataDir,
      organisation,
      publicOrigin,
      certificateDays,
      crlHours,
      ...(enrolmentsPerDay === undefined ? {} : { enrolmentsPerDay }),
    },
    openTimeoutMs: startTimeoutMs,
    refusal: unanswered,
    events: { failed: (what, detail) => onError(what, detail) },
  });
  await connection.opened;
  const calls = connection.methods(AUTHORITY_CALLS, { timeoutMs: callTimeoutMs });
  return {
    ...calls,
    // What else is known of the person is not for the authority.
    issue: ({ id, uid, fullName, mail }, csrs) => calls.issue({ id, uid, fullName, mail }, csrs),
    state: () => calls.state().catch(() => "down"),
    close: async () => {
      const closed = new AppError("unavailable", "The certification authority has been closed.");
      await connection.close(closed, closeTimeoutMs).catch(() => undefined);
    },
  };
}

function unanswered({ died, detail }: Unanswered): AppError {
  const late = `The certification authority ${detail}.`;
  if (!died) return new AppError("unavailable", late);
  return new AppError("unavailable", "The certification authority is down.", {
    cause: new Error(`The authority's worker ${detail}`),
  });
}
