/** The end of a worker: opens what it serves, and answers what it is asked. */

import { AppError, toProblem, withCauses } from "../protocol/errors.ts";
import {
  type AnyMethods,
  type Args,
  type Asynchronous,
  type FromWorker,
  movedWith,
  type Name,
  type ToWorker,
  type WorkerContract,
} from "./calls.ts";

/** As much of a worker's global scope as is used; the page's `lib.dom` has no such type. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, options?: StructuredSerializeOptions): void;
}

/** What a worker answers with, once it is open. */
export interface Served<Contract extends WorkerContract> {
  calls: Contract["calls"];
  notices?: Contract["notices"];
  /**
   * Finishes what the worker has, and gives back what it holds.
   *
   * @param idle resolves once every call that came before has been answered.
   */
  close?(idle: Promise<void>): Promise<void>;
}

export interface ServeOptions<Contract extends WorkerContract> {
  /** The calls that may be asked for: no other property of what is served is within reach. */
  names: readonly Asynchronous<Contract["calls"]>[];
  /** Opens what the worker serves. Calls that come meanwhile wait for it. */
  open(
    settings: Contract["settings"],
    emit: <M extends Name<Contract["events"]>>(
      method: M,
      ...args: Args<Contract["events"][M]>
    ) => void,
  ): Served<Contract> | Promise<Served<Contract>>;
  /**
   * What opening, a call or closing failed with, for the log of this thread.
   *
   * @param what the call's name, `open` or `close`.
   */
  onError?(error: unknown, what: string): void;
}

/** Serves until the worker is ended: all that a worker's own module has to call. */
export function serveCalls<Contract extends WorkerContract>(
  scope: WorkerScope,
  { names, open, onError }: ServeOptions<Contract>,
): void {
  const known = new Set<string>(names);
  const underWay = new Set<Promise<void>>();
  const cancels = new Map<number, AbortController>();
  let opening: Promise<Served<Contract>> | undefined;
  let served: Served<Contract> | undefined;

  const post = (message: FromWorker, moving?: StructuredSerializeOptions) =>
    scope.postMessage(message, moving);
  const answer = async (id: number, what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      const result = await work();
      post({ type: "result", id, result }, movedWith([result]));
    } catch (error) {
      onError?.(error, what);
      const cause = error instanceof AppError ? error.cause : error;
      const why = cause === undefined ? {} : { cause: withCauses(cause) };
      post({ type: "failure", id, problem: toProblem(error), ...why });
    }
  };
  const run = async (method: string, args: unknown[]): Promise<unknown> => {
    if (!known.has(method)) throw new TypeError(`Cannot answer ${method}: it is not served`);
    const { calls } = served ?? await opened();
    return await (calls as AnyMethods)[method]!(...args);
  };
  const opened = async () => {
    if (opening === undefined) throw new Error("Cannot answer before the worker is opened");
    return await opening;
  };

  scope.onmessageerror = () => {
    throw new Error("Cannot read a message to this worker");
  };
  scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    switch (data.type) {
      case "open":
        opening = (async () =>
          served = await open(data.settings, (method, ...args) => {
            post({ type: "event", method, args }, movedWith(args));
          }))();
        void answer(data.id, "open", async () => void await opening);
        break;
      case "call": {
        const { id, method, args } = data;
        if (data.hasSignal === true) {
          const cancel = new AbortController();
          cancels.set(id, cancel);
          args.push(cancel.signal);
        }
        const answered = answer(id, method, () => run(method, args)).finally(() => {
          underWay.delete(answered);
          cancels.delete(id);
        });
        underWay.add(answered);
        break;
      }
      case "cancel":
        cancels.get(data.id)?.abort();
        break;
      case "notice": {
        const { method, args } = data;
        if (served !== undefined) (served.notices as AnyMethods)[method]!(...args);
        else {
          void opening?.then(
            ({ notices }) => (notices as AnyMethods)[method]!(...args),
            () => {}, // It does not open, and is ended for that.
          );
        }
        break;
      }
      case "close": {
        const idle = Promise.all(underWay).then(() => {});
        void answer(data.id, "close", async () => await (await opened()).close?.(idle));
      }
    }
  };
}
