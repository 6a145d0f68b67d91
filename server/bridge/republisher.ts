/** Publishes once more what the broker did not take. */

import { clearTimeout, setTimeout } from "node:timers";
import type { BrokerEvent } from "../../broker/port.ts";
import type { Log } from "../log.ts";
import { IDENTITY_KEY, NAME_KEY, ROOMS_KEY, SESSION_KEY } from "../router/keys.ts";

/** What says that something is another now: it may be told late, and twice. */
const LASTING: ReadonlySet<string> = new Set([IDENTITY_KEY, NAME_KEY, ROOMS_KEY, SESSION_KEY]);
const MAX_PAUSE_MS = 30_000;
/** So many tries; with the pauses between them about ten minutes. */
const MAX_TRIES = 24;
/** What waits beyond these is not told: whoever comes back to the broker asks for everything anew. */
const MAX_WAITING = 10_000;

export interface RepublisherOptions {
  publish: (events: BrokerEvent[]) => Promise<void>;
  log: Log;
  /** Milliseconds before the second try; each later one waits twice as long. */
  pauseMs?: number;
}

/**
 * Holds events whose publishing failed, and tries again for some minutes. Items are not among them,
 * as a lost one is found by its gap; nor is who is there or typing, which is old by then.
 */
export class Republisher {
  readonly #options: Required<RepublisherOptions>;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #waiting = 0;
  #isClosed = false;

  constructor({ pauseMs = 1_000, ...options }: RepublisherOptions) {
    this.#options = { ...options, pauseMs };
  }

  /** Takes what of `events` is worth it, after their publishing failed. */
  add(events: readonly BrokerEvent[]): void {
    const lasting = events.filter(({ key }) => LASTING.has(key) || key.startsWith("user."));
    if (lasting.length === 0 || this.#waiting + lasting.length > MAX_WAITING) return;
    this.#waiting += lasting.length;
    this.#tryLater(lasting, 1);
  }

  /** Nothing is tried any more. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #tryLater(events: BrokerEvent[], tries: number): void {
    if (this.#isClosed) return;
    const { publish, log, pauseMs } = this.#options;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      publish(events).then(() => this.#waiting -= events.length, (error) => {
        if (tries < MAX_TRIES) return this.#tryLater(events, tries + 1);
        this.#waiting -= events.length;
        log("error", "events could not be published for minutes", { error, events: events.length });
      });
    }, Math.min(pauseMs * 2 ** (tries - 1), MAX_PAUSE_MS));
    this.#timers.add(timer);
  }
}
