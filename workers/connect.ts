/** The end of a thread that starts a worker: asks it, limits how long that takes, sees it die. */

import { fromProblem } from "../protocol/errors.ts";
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

/** The longest time that timers take (HTML, 8.6: a signed number of 32 bits); then it looks again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** As much of a `Worker` as is used. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: unknown, options?: StructuredSerializeOptions): void;
  terminate(): void;
}

/** Why the worker does not answer. */
export interface Unanswered {
  /** It is gone; otherwise it only takes too long. */
  died: boolean;
  /** Goes on from the name of the worker: "died: out of memory", "did not answer within 20 ms". */
  detail: string;
}

export interface ConnectOptions<Contract extends WorkerContract> {
  settings: Contract["settings"];
  /** A worker that is not open by then is ended; any time will do by default. */
  openTimeoutMs?: number;
  /** The error that whoever waits for an answer gets instead of one. */
  refusal: (why: Unanswered) => Error;
  events?: Contract["events"];
  /** The worker is gone and nobody asked it to go. Said once, after all that waits was refused. */
  onDeath?: (why: string) => void;
  /** Milliseconds, by which calls are late. */
  clock?: () => number;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
  /** What the worker is to do, by when on the connection's clock, and how long that is. */
  verb: "start" | "answer" | "end";
  timeoutMs: number | undefined;
  deadlineMs: number;
  /** Where it has a signal: stops listening to it. */
  unlisten: (() => void) | undefined;
}

/** A worker that was started; it is opened at once. */
export class WorkerConnection<Contract extends WorkerContract> {
  /**
   * Once the worker is open. Calls need not wait for it: those that come earlier are answered then,
   * or fail with what the worker failed to open with, which ends it.
   */
  readonly opened: Promise<void>;
  readonly #worker: WorkerLike;
  readonly #options: ConnectOptions<Contract>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #clock: () => number;
  #nextId = 1;
  /** One for all that has a time limit: a timer for each would cost more than the rest of a call. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it wakes. */
  #wakeMs = Infinity;
  /** What calls are refused with from now on. */
  #refusal: unknown;
  #ended = false;

  constructor(worker: WorkerLike, options: ConnectOptions<Contract>) {
    this.#worker = worker;
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onmessageerror = () => this.#die("sent something unreadable");
    worker.onerror = (event) => {
      event.preventDefault(); // Or the program would die with its worker.
      this.#die(event.message);
    };
    const { settings, openTimeoutMs } = options;
    const asked = this.#ask((id) => ({ type: "open", id, settings }), "start", openTimeoutMs);
    this.opened = asked.then(() => {}, (error) => {
      this.end(error);
      throw error;
    });
    this.opened.catch(() => {}); // Whoever waits for it has its own copy of the rejection.
  }

  /**
   * The calls of these names, as functions. They reject with what the worker's method threw, as an
   * `AppError`; with the `refusal` when there is no answer; with the reason of their signal.
   *
   * @param timeoutMs after which a call counts as not answered; never by default.
   */
  methods<M extends Asynchronous<Contract["calls"]>>(
    names: readonly M[],
    { timeoutMs }: { timeoutMs?: number } = {},
  ): Pick<Contract["calls"], M> {
    const method = (name: M) => (...args: unknown[]) => {
      const signal = args.at(-1) instanceof AbortSignal ? args.pop() as AbortSignal : undefined;
      const heard = signal === undefined ? {} : { hasSignal: true } as const;
      const call = (id: number): ToWorker => ({ type: "call", id, method: name, args, ...heard });
      return this.#ask(call, "answer", timeoutMs, signal);
    };
    return Object.fromEntries(names.map((name) => [name, method(name)])) as never;
  }

  /** Gives a notice. Without a worker it is dropped. */
  notify<M extends Name<Contract["notices"]>>(
    method: M,
    ...args: Args<Contract["notices"][M]>
  ): void {
    if (this.#refusal === undefined) this.#post({ type: "notice", method, args });
  }

  /**
   * Refuses what is asked from now on, lets the worker finish what it has, and ends it. Does
   * nothing where that was done before, or the worker died.
   *
   * @throws what it failed to close with, or the `refusal` after `timeoutMs`; it is ended all the
   * same.
   */
  async close(refusal: Error, timeoutMs: number): Promise<void> {
    if (this.#refusal !== undefined) return;
    const closed = this.#ask((id) => ({ type: "close", id }), "end", timeoutMs);
    this.#refusal = refusal;
    try {
      await closed;
    } finally {
      this.end(refusal);
    }
  }

  /** Ends the worker at once. Whoever waits for it, or asks later, gets `refusal`. */
  end(refusal: unknown): void {
    this.#ended = true;
    this.#refusal ??= refusal;
    clearTimeout(this.#timer);
    this.#worker.terminate();
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.reject(this.#refusal);
  }

  #ask(
    question: (id: number) => ToWorker,
    verb: Waiting["verb"],
    timeoutMs: number | undefined,
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = this.#nextId++;
    const deadlineMs = timeoutMs === undefined ? Infinity : this.#clock() + timeoutMs;
    let unlisten: Waiting["unlisten"];
    if (signal !== undefined) {
      const abort = () => this.#giveUp(id, signal.reason);
      signal.addEventListener("abort", abort);
      unlisten = () => signal.removeEventListener("abort", abort);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, verb, timeoutMs, deadlineMs, unlisten });
      this.#wakeAt(deadlineMs);
      try {
        this.#post(question(id));
      } catch (error) {
        this.#take(id)?.reject(error); // It cannot be cloned.
      }
    });
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.unlisten?.();
    return waiting;
  }

  /** Waits no longer; a worker that could hear of it does. */
  #giveUp(id: number, error: unknown): void {
    const waiting = this.#take(id);
    waiting?.reject(error);
    if (waiting?.unlisten !== undefined) this.#post({ type: "cancel", id });
  }

  #wakeAt(deadlineMs: number): void {
    if (deadlineMs >= this.#wakeMs) return;
    clearTimeout(this.#timer);
    this.#wakeMs = deadlineMs;
    const inMs = Math.min(Math.max(0, deadlineMs - this.#clock()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => this.#wake(), inMs);
  }

  /** Gives up what is late, and sleeps until something else may be. */
  #wake(): void {
    const nowMs = this.#clock();
    this.#wakeMs = Infinity;
    for (const [id, { deadlineMs, verb, timeoutMs }] of [...this.#waiting]) {
      if (deadlineMs > nowMs) this.#wakeAt(deadlineMs);
      else {
        const detail = `did not ${verb} within ${timeoutMs} ms`;
        this.#giveUp(id, this.#options.refusal({ died: false, detail }));
      }
    }
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message, "args" in message ? movedWith(message.args) : undefined);
  }

  #receive(message: FromWorker): void {
    if (this.#ended) return;
    switch (message.type) {
      case "result":
        return this.#take(message.id)?.resolve(message.result);
      case "failure":
        return this.#take(message.id)?.reject(fromProblem(message.problem, message.cause));
      case "event":
        (this.#options.events as AnyMethods)[message.method]!(...message.args);
    }
  }

  #die(why: string): void {
    if (this.#ended) return;
    this.end(this.#options.refusal({ died: true, detail: `died: ${why}` }));
    this.#options.onDeath?.(why);
  }
}
