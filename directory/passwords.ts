/** Password hashing and checking in a few workers, so that the event loop never waits for it. */

import { AppError } from "../protocol/errors.ts";
import { WorkerConnection, type WorkerLike } from "../workers/connect.ts";
import { PASSWORD_CALLS, type PasswordContract, type PasswordHasher } from "./password_contract.ts";

export type { PasswordHasher } from "./password_contract.ts";

export interface PasswordPoolOptions {
  /** Workers that run at the same time; 2 by default, each about 20 MiB while it works. */
  workers?: number;
  /** Requests that may wait for a worker; one more is turned away. 200 by default (about 5 s). */
  maxWaiting?: number;
  /** Starts a worker: tests give another. */
  start?: () => WorkerLike;
}

/** A worker, which is given one request at a time. */
interface Place {
  connection: WorkerConnection<PasswordContract>;
  hasher: PasswordHasher;
  isBusy: boolean;
}

type Job = (hasher: PasswordHasher) => Promise<void>;

/**
 * Runs argon2id in workers, which start when first needed.
 *
 * Its calls throw {AppError} `unavailable` when too many wait already or the pool is closed.
 */
export class PasswordPool implements PasswordHasher {
  readonly #maxWorkers: number;
  readonly #maxWaiting: number;
  readonly #start: () => WorkerLike;
  readonly #places = new Set<Place>();
  readonly #waiting: { job: Job; refuse: (error: unknown) => void }[] = [];
  #closed = false;

  constructor({ workers = 2, maxWaiting = 200, start = startWorker }: PasswordPoolOptions = {}) {
    if (workers < 1) throw new RangeError(`Cannot make a pool of ${workers} workers`);
    this.#maxWorkers = workers;
    this.#maxWaiting = maxWaiting;
    this.#start = start;
  }

  hash(password: string): Promise<string> {
    return this.#run((hasher) => hasher.hash(password));
  }

  verify(password: string, phc: string): Promise<boolean> {
    return this.#run((hasher) => hasher.verify(password, phc));
  }

  /** Ends the workers; what still waits or runs is refused as `unavailable`. */
  close(): void {
    this.#closed = true;
    for (const { connection } of this.#places) connection.end(shuttingDown());
    for (const { refuse } of this.#waiting) refuse(shuttingDown());
    this.#waiting.length = 0;
  }

  #run<T>(work: (hasher: PasswordHasher) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(shuttingDown());
    if (this.#waiting.length >= this.#maxWaiting) {
      return Promise.reject(
        new AppError("unavailable", "Too many people are signing in right now. Try again soon."),
      );
    }
    return new Promise((resolve, refuse) => {
      const job: Job = (hasher) => work(hasher).then(resolve, refuse);
      this.#waiting.push({ job, refuse });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const place = [...this.#places].find(({ isBusy }) => !isBusy) ?? this.#open();
      if (place === undefined) return;
      const { job } = this.#waiting.shift()!;
      place.isBusy = true;
      void job(place.hasher).then(() => {
        place.isBusy = false;
        this.#dispatch();
      });
    }
  }

  /** A new worker, unless there are enough. */
  #open(): Place | undefined {
    if (this.#places.size >= this.#maxWorkers) return undefined;
    const connection = new WorkerConnection<PasswordContract>(this.#start(), {
      settings: undefined,
      refusal: ({ detail }) => new Error(`The password worker ${detail}`),
      // One that could not load or was stopped by an error is gone; the next job gets a new one.
      onDeath: () => void this.#places.delete(place),
    });
    const place = { connection, hasher: connection.methods(PASSWORD_CALLS), isBusy: false };
    this.#places.add(place);
    return place;
  }
}

function startWorker(): WorkerLike {
  return new Worker(new URL("./password_worker.ts", import.meta.url), { type: "module" });
}

function shuttingDown(): AppError {
  return new AppError("unavailable", "The server is shutting down. Try again soon.");
}
