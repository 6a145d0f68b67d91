/** Deadlines, collectors and logs for the broker's conformance suite. */

import type { BrokerLog } from "../../broker/delivery.ts";
import { within } from "../support/patience.ts";

/** What has arrived so far, for a test to wait on. */
export class Collector<T> {
  readonly items: T[] = [];
  #waiters: { isEnough: (items: T[]) => boolean; resolve: () => void }[] = [];

  push(...items: T[]): void {
    this.items.push(...items);
    const met = this.#waiters.filter(({ isEnough }) => isEnough(this.items));
    this.#waiters = this.#waiters.filter((waiter) => !met.includes(waiter));
    for (const { resolve } of met) resolve();
  }

  /** Everything that has arrived, once it is `isEnough` (or that many items). */
  async until(wanted: number | ((items: T[]) => boolean), what: string): Promise<T[]> {
    const isEnough = typeof wanted === "number" ? (items: T[]) => items.length >= wanted : wanted;
    if (!isEnough(this.items)) {
      await within(new Promise<void>((resolve) => this.#waiters.push({ isEnough, resolve })), what)
        .catch((error: Error) => {
          throw new Error(`${error.message}; ${this.items.length} items had arrived`);
        });
    }
    return this.items;
  }
}

/** A promise and what settles it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Log lines of a broker under test; the tests make it complain on purpose. */
export function recordedLog(): { log: BrokerLog; lines: string[] } {
  const lines: string[] = [];
  return { log: (level, message) => void lines.push(`${level} ${message}`), lines };
}
