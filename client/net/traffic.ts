/** When the connection was last busy, for work that should wait until it is quiet. */

import { elapsedMs } from "../../protocol/elapsed.ts";

export interface TrafficOptions {
  now: () => number;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>;
}

/** When the page sent or received something last, for what should not stand in its way. */
export class Traffic {
  readonly #options: TrafficOptions;
  #lastAt = -Infinity;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Something is sent or received that somebody waits for. */
  noted(): void {
    this.#lastAt = this.#options.now();
  }

  /** Resolves when there was nothing for `forMs`, or after `atMostMs` on a busy connection. */
  async quiet({ forMs, atMostMs }: { forMs: number; atMostMs: number }): Promise<void> {
    const { now, wait } = this.#options;
    const begunAt = now();
    for (;;) {
      const quietMs = forMs - elapsedMs(this.#lastAt, now());
      const patienceMs = atMostMs - elapsedMs(begunAt, now());
      const waitMs = Math.min(quietMs, patienceMs);
      if (waitMs <= 0) return;
      await wait(waitMs);
    }
  }
}
