/** A worker in this thread: both ends, and messages that cross by structured clone. */

import type { WorkerLike } from "../../../workers/connect.ts";
import type { WorkerScope } from "../../../workers/serve.ts";

export interface WorkerPair {
  worker: WorkerLike & { terminated: boolean };
  scope: WorkerScope;
  /** What was sent to the worker, as it was sent. */
  toWorker: unknown[];
  /** What the worker sent, as it was sent. */
  fromWorker: unknown[];
  /** An error that nothing in the worker caught. */
  crash(message: string): void;
}

/**
 * A message arrives in a microtask of its own, in order. After `terminate` the worker gets none;
 * what it sent before may still arrive.
 */
export function workerPair(): WorkerPair {
  const crash = (message: string) => {
    const event = new ErrorEvent("error", { message, cancelable: true });
    worker.onerror?.(event);
    if (!event.defaultPrevented) throw new Error("The program would die with its worker");
  };
  const deliver = (
    message: unknown,
    options: StructuredSerializeOptions | undefined,
    arrive: (data: unknown) => void,
  ) => {
    const data = structuredClone(message, options);
    queueMicrotask(() => arrive(data));
  };
  const toWorker: unknown[] = [];
  const fromWorker: unknown[] = [];
  const worker: WorkerPair["worker"] = {
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    terminated: false,
    postMessage(message, options) {
      toWorker.push(message);
      deliver(message, options, (data) => {
        if (worker.terminated) return;
        try {
          scope.onmessage?.(new MessageEvent("message", { data }));
        } catch (error) {
          crash((error as Error).message);
        }
      });
    },
    terminate() {
      worker.terminated = true;
    },
  };
  const scope: WorkerScope = {
    onmessage: null,
    onmessageerror: null,
    postMessage(message, options) {
      fromWorker.push(message);
      deliver(message, options, (data) => {
        worker.onmessage?.(new MessageEvent("message", { data }));
      });
    },
  };
  return { worker, scope, toWorker, fromWorker, crash };
}
