/** When to try again after the connection was lost. */
export interface BackoffOptions {
  minMs: number;
  maxMs: number;
  /** 0 (inclusive) to 1 (exclusive). */
  random: () => number;
}

/**
 * Doubling delays with jitter: the `n`th one lies between half of `minMs * 2^n` and all of it,
 * never above `maxMs`, so that a thousand browsers do not come back in the same moment.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  #attempts = 0;

  constructor(options: BackoffOptions) {
    if (!(options.minMs > 0 && options.maxMs >= options.minMs)) {
      throw new RangeError(
        `Cannot back off from ${options.minMs} to ${options.maxMs} ms: both must rise from above 0`,
      );
    }
    this.#options = options;
  }

  /** Delay before the next try, in milliseconds. */
  next(): number {
    const { minMs, maxMs, random } = this.#options;
    const ceiling = Math.min(maxMs, minMs * 2 ** this.#attempts);
    this.#attempts = Math.min(this.#attempts + 1, 30);
    return Math.max(minMs, ceiling / 2 + random() * (ceiling / 2));
  }

  /** The server asked for less: go on from near the ceiling. */
  slower(): void {
    const { minMs, maxMs } = this.#options;
    this.#attempts = Math.max(this.#attempts, Math.floor(Math.log2(maxMs / minMs)));
  }

  reset(): void {
    this.#attempts = 0;
  }
}
