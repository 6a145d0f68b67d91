/** Token buckets by key: an even rate over time, with bursts. */

export interface TokenBucketsOptions {
  /** Tokens that come back in a second. */
  perSecond: number;
  /** Tokens of a full bucket. */
  burst: number;
  /** Milliseconds, on the wall's clock or a steady one. */
  clock: () => number;
  /** Buckets kept; beyond it the full ones are dropped. */
  maxBuckets?: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets by key: an even rate over time, with bursts. */
export class TokenBuckets {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #clock: () => number;
  readonly #maxBuckets: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor({ perSecond, burst, clock, maxBuckets = 100_000 }: TokenBucketsOptions) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#clock = clock;
    this.#maxBuckets = maxBuckets;
  }

  /** Takes `tokens` of `key`; false, and takes none, when there are fewer. */
  take(key: string, tokens = 1): boolean {
    const bucket = this.#bucket(key);
    if (bucket.tokens < tokens) return false;
    bucket.tokens -= tokens;
    return true;
  }

  /** Fills the bucket of `key` again, for example after a success. */
  reset(key: string): void {
    this.#buckets.delete(key);
  }

  #bucket(key: string): Bucket {
    const now = this.#clock();
    const known = this.#buckets.get(key);
    if (known !== undefined) {
      // A clock that was set back takes nothing away.
      const elapsedMs = Math.max(0, now - known.at);
      known.tokens = Math.min(this.#burst, known.tokens + elapsedMs * this.#perMs);
      known.at = now;
      return known;
    }
    if (this.#buckets.size >= this.#maxBuckets) this.#dropFull(now);
    const fresh = { tokens: this.#burst, at: now };
    this.#buckets.set(key, fresh);
    return fresh;
  }

  #dropFull(now: number): void {
    for (const [key, { tokens, at }] of this.#buckets) {
      if (tokens + Math.max(0, now - at) * this.#perMs >= this.#burst) this.#buckets.delete(key);
    }
    // Under a flood of new keys nothing is full yet; forgetting the oldest bounds the memory.
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size < this.#maxBuckets) break;
      this.#buckets.delete(key);
    }
  }
}
