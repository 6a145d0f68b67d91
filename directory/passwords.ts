/** Password hashing and checking in a few workers, so that the event loop never waits for it. */

import { AppError } from "../protocol/errors.ts";
import type { PasswordAnswer, PasswordRequest } from "./password_worker.ts";

export interface PasswordHasher {
  /** An argon2id PHC string of the password, with a random salt. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one behind the PHC string. */
  verify(password: string, phc: string): Promise<boolean>;
}

export interface PasswordPoolOptions {
  /** Workers that run at the same time; 2 by default, each about 20 MiB while it works. */
  workers?: number;
  /** Requests that may wait for a worker; one more is turned away. 200 by default (about 5 s). */
  maxWaiting?: number;
}

interface Job {
  request: PasswordRequest;
  resolve(value: string | boolean): void;
  reject(error: unknown): void;
}

/**
 * Runs argon2id in workers, which start when first needed.
 *
 * Its calls throw {AppError} `unavailable` when too many wait already or the pool is closed.
 */
export class PasswordPool implements PasswordHasher {
  readonly #maxWorkers: number;
  readonly #maxWaiting: number;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  readonly #waiting: Job[] = [];
  #closed = false;

  constructor({ workers = 2, maxWaiting = 200 }: PasswordPoolOptions = {}) {
    if (workers < 1) throw new RangeError(`Cannot make a pool of ${workers} workers`);
    this.#maxWorkers = workers;
    this.#maxWaiting = maxWaiting;
  }

  async hash(password: string): Promise<string> {
    return await this.#run({ type: "hash", password }) as string;
  }

  async verify(password: string, phc: string): Promise<boolean> {
    return await this.#run({ type: "verify", password, phc }) as boolean;
  }

  /** Ends the workers; what still waits or runs is refused as `unavailable`. */
  close(): void {
    this.#closed = true;
    for (const worker of [...this.#idle, ...this.#busy.keys()]) worker.terminate();
    const unfinished = [...this.#busy.values(), ...this.#waiting];
    this.#idle.length = 0;
    this.#busy.clear();
    this.#waiting.length = 0;
    for (const job of unfinished) job.reject(shuttingDown());
  }

  #run(request: PasswordRequest): Promise<string | boolean> {
    if (this.#closed) return Promise.reject(shuttingDown());
    if (this.#waiting.length >= this.#maxWaiting) {
      return Promise.reject(
        new AppError("unavailable", "Too many people are signing in right now. Try again soon."),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop() ?? this.#startWorker();
      if (worker === undefined) return;
      const job = this.#waiting.shift()!;
      this.#busy.set(worker, job);
      worker.postMessage(job.request);
    }
  }

  /** A new worker, unless there are enough. */
  #startWorker(): Worker | undefined {
    if (this.#idle.length + this.#busy.size >= this.#maxWorkers) return undefined;
    const worker = new Worker(new URL("./password_worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<PasswordAnswer>) => {
      const job = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      if (data.ok) job?.resolve(data.value);
      else job?.reject(new Error(data.message));
      this.#dispatch();
    };
    // A worker that could not load or was stopped by an error is gone; the next job gets a new one.
    worker.onerror = (event) => {
      event.preventDefault();
      const job = this.#busy.get(worker);
      this.#busy.delete(worker);
      worker.terminate();
      job?.reject(new Error(`The password worker failed: ${event.message}`));
      this.#dispatch();
    };
    return worker;
  }
}

function shuttingDown(): AppError {
  return new AppError("unavailable", "The server is shutting down. Try again soon.");
}
