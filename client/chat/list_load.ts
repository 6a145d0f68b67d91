/** Loads a list, says how far it has come, and tries again by itself while it cannot be had. */

import type { LoadState } from "../model/list_view.ts";
import { Backoff } from "../net/backoff.ts";

/** Tries after a failure come so far apart, at first and at most. */
const RETRY_MS = { minMs: 2_000, maxMs: 60_000 };

export interface ListLoadOptions {
  /** Gets the list and keeps it. */
  load: () => Promise<void>;
  /** It has come further, or failed. */
  onChange: () => void;
  /** 0 (inclusive) to 1 (exclusive). */
  random?: () => number;
}

export class ListLoad {
  readonly #options: ListLoadOptions;
  readonly #backoff: Backoff;
  #state: LoadState = "loading";
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(options: ListLoadOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ ...RETRY_MS, random: options.random ?? Math.random });
  }

  get state(): LoadState {
    return this.#state;
  }

  /** Asks for the list, once for all who ask meanwhile. @throws {AppError} why it cannot be had. */
  refresh(): Promise<void> {
    return this.#running ??= this.#load().finally(() => this.#running = undefined);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await this.#options.load();
      this.#state = "loaded";
      this.#backoff.reset();
    } catch (error) {
      this.#state = "failed";
      if (!this.#isStopped) {
        this.#timer = setTimeout(() => this.refresh().catch(() => {}), this.#backoff.next());
      }
      throw error;
    } finally {
      this.#options.onChange();
    }
  }
}
