/** How long recent binds took, so that an unknown name can be made to take as long. */

const KEPT = 32;

export class BindTimes {
  readonly #durationsMs: number[] = [];
  readonly #random: () => number;
  #at = 0;

  /** @param random Uniform in [0, 1). */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  record(durationMs: number): void {
    this.#durationsMs[this.#at] = durationMs;
    this.#at = (this.#at + 1) % KEPT;
  }

  /** One of the recent durations by chance, so that copies vary as the real ones do. */
  sample(): number | undefined {
    return this.#durationsMs[Math.floor(this.#random() * this.#durationsMs.length)];
  }
}
