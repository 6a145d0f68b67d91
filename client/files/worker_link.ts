import { type Sealing, SealingError } from "./sealing.ts";
import { type Answer, type Call, movedOf, type SealingMethod } from "./worker_messages.ts";

/** As much of a `Worker` as is needed. */
export interface WorkerLike {
  postMessage(message: Call, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  terminate(): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: SealingError): void;
}

/**
 * `Sealing` in a worker, which starts at the first call, and anew at the first one after it died.
 *
 * @param start @throws when there are no workers here.
 */
export function workerSealing(start: () => WorkerLike): Sealing {
  let worker: WorkerLike | undefined;
  let nextId = 0;
  const waiting = new Map<number, Waiting>();

  const take = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  const die = (cause: unknown): void => {
    worker?.terminate();
    worker = undefined;
    for (const id of [...waiting.keys()]) take(id)?.reject(new SealingError("broken", cause));
  };
  const running = (): WorkerLike => {
    if (worker !== undefined) return worker;
    worker = start();
    worker.onmessage = ({ data }) => {
      const caller = take(data.id);
      if ("failure" in data) {
        caller?.reject(new SealingError(data.failure.reason, data.failure.detail));
      } else caller?.resolve(data.result);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      die(event.message);
    };
    worker.onmessageerror = () => die("a message could not be read");
    return worker;
  };
  const call = <M extends SealingMethod>(method: M, ...args: Parameters<Sealing[M]>) =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      try {
        running().postMessage({ id, method, args } as Call, movedOf(args.at(-1)));
      } catch (cause) {
        take(id);
        reject(new SealingError("broken", cause));
      }
    }) as ReturnType<Sealing[M]>;

  return {
    prepare: (...args) => call("prepare", ...args),
    seal: (...args) => call("seal", ...args),
    begin: (...args) => call("begin", ...args),
    add: (...args) => call("add", ...args),
    finish: (...args) => call("finish", ...args),
    drop: (...args) => call("drop", ...args),
  };
}
