import { AppError, fromProblem } from "../../protocol/errors.ts";
import type { AuthoritySettings } from "../core/settings.ts";
import type { AuthorityRequest } from "./messages.ts";
import type { AuthorityTransport } from "./remote.ts";
import type { FromWorker, ToWorker } from "./worker_messages.ts";

/** The part of `Worker` that the link uses. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

export interface LinkTimeouts {
  /** For the first start, which makes two RSA keys. */
  startTimeoutMs: number;
  callTimeoutMs: number;
  /** For draining, before the worker is ended by force. */
  closeTimeoutMs: number;
}

/**
 * Carries requests to the authority's worker and its answers back. A worker that dies takes what
 * was asked of it down with `unavailable`, and every later call, too.
 */
export class WorkerLink implements AuthorityTransport {
  readonly #worker: WorkerLike;
  readonly #timeouts: LinkTimeouts;
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #started = Promise.withResolvers<unknown>();
  readonly #stopped = Promise.withResolvers<unknown>();
  #nextId = 1;
  /** What every call is answered with from now on. */
  #ended: AppError | undefined;

  constructor(worker: WorkerLike, timeouts: LinkTimeouts) {
    this.#worker = worker;
    this.#timeouts = timeouts;
    // Whoever waits for the start has its own copy of the rejection.
    this.#started.promise.catch(() => undefined);
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onmessageerror = () => this.#die("sent something unreadable");
    worker.onerror = (event) => {
      event.preventDefault();
      this.#die(event.message);
    };
  }

  /**
   * Waits until the worker has opened the authority.
   *
   * @throws {AppError} what the worker refused to start with, or `unavailable`.
   */
  async start(settings: AuthoritySettings): Promise<void> {
    this.#worker.postMessage({ type: "start", settings });
    try {
      await within(this.#timeouts.startTimeoutMs, this.#started.promise, "start");
    } catch (error) {
      this.#finish(error as AppError);
      throw error;
    }
  }

  async call(request: AuthorityRequest): Promise<unknown> {
    if (this.#ended) throw this.#ended;
    const id = this.#nextId++;
    const answer = Promise.withResolvers<unknown>();
    this.#calls.set(id, answer);
    try {
      this.#worker.postMessage({ type: "request", id, request });
      return await within(this.#timeouts.callTimeoutMs, answer.promise, "answer");
    } finally {
      this.#calls.delete(id);
    }
  }

  /** Lets the worker finish what it has, then ends it. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = new AppError("unavailable", "The certification authority has been closed.");
    this.#worker.postMessage({ type: "stop" });
    await within(this.#timeouts.closeTimeoutMs, this.#stopped.promise, "end").catch(() =>
      undefined
    );
    this.#finish(this.#ended);
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "started":
        return this.#started.resolve(undefined);
      case "failed":
        return this.#started.reject(fromProblem(message.problem));
      case "response":
        return this.#calls.get(message.id)?.resolve(message.response);
      case "stopped":
        return this.#stopped.resolve(undefined);
    }
  }

  #die(why: string): void {
    const error = new AppError("unavailable", "The certification authority is down.", {
      cause: new Error(`The authority's worker died: ${why}`),
    });
    this.#stopped.resolve(undefined);
    this.#finish(this.#ended ?? error);
  }

  #finish(error: AppError): void {
    this.#ended = error;
    this.#worker.terminate();
    this.#started.reject(error);
    for (const call of this.#calls.values()) call.reject(error);
    this.#calls.clear();
  }
}

/** Rejects with `unavailable` when `promise` takes longer than this. */
async function within<T>(timeoutMs: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `The certification authority did not ${what} within ${timeoutMs} ms.`;
      reject(new AppError("unavailable", message));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
