/**
 * What a worker and the thread that started it say to each other: typed calls, one-way notices to
 * the worker and one-way events from it. `connect.ts` is the one end, `serve.ts` the other.
 *
 * Values cross by structured clone, so bytes, blobs, dates and maps are themselves on the other
 * side; `moved` hands their memory over instead of copying it. Errors cross as their `Problem`,
 * with the text of their causes for the log. Nothing here has a version or is parsed, as both ends
 * are of one build: what goes to another program does not go this way.
 */

import type { Problem } from "../protocol/errors.ts";

/**
 * What a worker and the thread that started it say to each other, for both to name.
 *
 * @example
 * ```ts
 * export interface IndexWorker extends WorkerContract {
 *   settings: { user: UserId };
 *   calls: { query(text: string, signal?: AbortSignal): Promise<Hit[]> };
 * }
 * ```
 */
export interface WorkerContract {
  /** What the worker is opened with, once. */
  settings: unknown;
  /**
   * Methods that are answered: they return promises. Where the last argument is an `AbortSignal`,
   * the worker's method gets one too, which aborts when the caller's does or when the call is late.
   */
  calls: object;
  /** Methods of the worker that nobody waits for. What one throws is the end of the worker. */
  notices: object;
  /** Methods of the thread that started the worker, which nobody waits for. */
  events: object;
}

/** Names of the methods in a table of a contract. */
export type Name<Methods> = keyof Methods & string;
export type Args<Method> = Method extends (...args: infer Given) => unknown ? Given : never;
/** Names of those that are answered. */
export type Asynchronous<Methods> = {
  [M in Name<Methods>]: Methods[M] extends (...args: never[]) => Promise<unknown> ? M : never;
}[Name<Methods>];
/** A table of methods as the messages name them. */
export type AnyMethods = Record<string, (...args: unknown[]) => unknown>;

/** From the thread that started the worker. `open` comes first, `close` last. */
export type ToWorker =
  | { type: "open"; id: number; settings: unknown }
  | { type: "call"; id: number; method: string; args: unknown[]; hasSignal?: true }
  | { type: "cancel"; id: number }
  | { type: "notice"; method: string; args: unknown[] }
  | { type: "close"; id: number };
export type FromWorker =
  | { type: "result"; id: number; result: unknown }
  | { type: "failure"; id: number; problem: Problem; cause?: string }
  | { type: "event"; method: string; args: unknown[] };

const transfers = new WeakMap<object, Transferable[]>();

/**
 * Marks what of `value` moves to the other side when it is next an argument or a result, instead
 * of being copied. It can no longer be used on this side.
 */
export function moved<T extends object>(value: T, ...transfer: Transferable[]): T {
  transfers.set(value, transfer);
  return value;
}

/**
 * What `postMessage` is to be given beside a message with `values`. Nothing where nothing moves:
 * an empty list costs as much as a tenth of the message.
 */
export function movedWith(values: readonly unknown[]): StructuredSerializeOptions | undefined {
  let transfer: Transferable[] | undefined;
  for (const value of values) {
    const moves = transfers.get(value as object);
    if (moves !== undefined) transfer = transfer === undefined ? moves : [...transfer, ...moves];
  }
  return transfer && { transfer };
}
