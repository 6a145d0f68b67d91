/** Keeps one RabbitMQ link alive: opens it, and the next one after a loss. */

import type { BrokerLog } from "../delivery.ts";
import { describeFailure } from "./address.ts";
import { type Backoff, backoffMs } from "./backoff.ts";
import type { AmqpLink } from "./link.ts";

export interface SupervisorOptions {
  /** Opens a link and everything on it, or throws; gives up when `signal` is aborted. */
  establish: (signal: AbortSignal) => Promise<AmqpLink>;
  /** Where RabbitMQ is, without a password. */
  label: string;
  backoff: Backoff;
  random: () => number;
  log: BrokerLog;
}

/** Keeps one link alive: opens it, waits for its loss, and opens the next after a pause. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #link: AmqpLink | undefined;
  #lastFailure = "";

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Resolves when the first attempt has succeeded or failed; never rejects. */
  start(): Promise<void> {
    return new Promise((resolve) => this.#running = this.#run(resolve));
  }

  /** Closes the link, or gives the attempts up. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#link?.close();
    await this.#running;
  }

  async #run(onFirstAttempt: () => void): Promise<void> {
    const { establish, label, log, backoff, random } = this.#options;
    for (let attempt = 0; !this.#stopping.signal.aborted; attempt++) {
      try {
        const link = await establish(this.#stopping.signal);
        this.#link = link;
        const since = performance.now();
        this.#lastFailure = "";
        log("info", `connected to RabbitMQ at ${label}`);
        onFirstAttempt();
        if (this.#stopping.signal.aborted) await link.close();
        const reason = await link.lost;
        if (!this.#stopping.signal.aborted) log("warn", `lost RabbitMQ at ${label}: ${reason}`);
        await link.close();
        if (performance.now() - since > backoff.capMs) attempt = 0;
      } catch (error) {
        this.#report(describeFailure(error));
        onFirstAttempt();
      }
      await this.#pause(backoffMs(attempt, backoff, random()));
    }
  }

  /** One line for each new reason, not one for each attempt. */
  #report(failure: string): void {
    if (failure === this.#lastFailure || this.#stopping.signal.aborted) return;
    this.#lastFailure = failure;
    const { label, log } = this.#options;
    log("error", `cannot use RabbitMQ at ${label}: ${failure}; trying again until it works`);
  }

  #pause(delayMs: number): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, delayMs);
      signal.addEventListener("abort", done);
    });
  }
}
