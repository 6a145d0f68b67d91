/** `Sealing` in a worker, as the page has it. */

import { AppError } from "../../protocol/errors.ts";
import { moved } from "../../workers/calls.ts";
import { WorkerConnection, type WorkerLike } from "../../workers/connect.ts";
import { type FilesContract, SEALING_CALLS } from "./contract.ts";
import { type Sealing, SealingError, type SealingReason } from "./sealing.ts";

/**
 * The worker starts at the first call, and anew at the first one after it died.
 *
 * @param start @throws when there are no workers here.
 */
export function workerSealing(start: () => WorkerLike): Sealing {
  let calls: Sealing | undefined;
  const running = (): Sealing =>
    calls ??= new WorkerConnection<FilesContract>(start(), {
      settings: undefined,
      refusal: ({ detail }) => new SealingError("broken", `the worker ${detail}`),
      onDeath: () => calls = undefined,
    }).methods(SEALING_CALLS);
  const asked = async <T>(call: (sealing: Sealing) => Promise<T>, signal?: AbortSignal) => {
    try {
      return await call(running());
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      throw asSealingError(error);
    }
  };

  return {
    prepare: (file, asIs, signal) => asked((worker) => worker.prepare(file, asIs, signal), signal),
    seal: (chunk, signal) => asked((worker) => worker.seal(chunk, signal), signal),
    begin: (job, file) => asked((worker) => worker.begin(job, file)),
    add: (job, index, sealed) =>
      asked((worker) => worker.add(job, index, moved(sealed, sealed.buffer))),
    finish: (job) => asked((worker) => worker.finish(job)),
    drop: (job) => asked((worker) => worker.drop(job)),
  };
}

/** What was thrown as a `SealingError` in the worker comes as an `AppError` with its reason. */
function asSealingError(error: unknown): SealingError {
  if (error instanceof SealingError) return error;
  const { reason, cause = error } = error instanceof AppError ? error : {};
  return new SealingError(reason as SealingReason ?? "broken", cause);
}
