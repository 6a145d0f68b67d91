/** Timers that a test turns by hand. */

interface Timer {
  at: number;
  work: () => void;
}

/** In place of the runtime's timers, until disposed: `using time = new FakeTime()`. */
export class FakeTime implements Disposable {
  now: number;
  readonly #timers = new Map<number, Timer>();
  readonly #setTimeout = globalThis.setTimeout;
  readonly #clearTimeout = globalThis.clearTimeout;
  #last = 1_000_000;

  constructor(now = Date.UTC(2026, 10, 22, 10)) {
    this.now = now;
    globalThis.setTimeout = ((work: () => void, ms = 0) => {
      this.#timers.set(++this.#last, { at: this.now + ms, work });
      return this.#last;
    }) as typeof setTimeout;
    globalThis.clearTimeout = ((id?: number) => {
      if (id !== undefined) this.#timers.delete(id);
    }) as typeof clearTimeout;
  }

  /** Lets `ms` pass: runs what falls due, in order, and what follows from it at once. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [id, { at, work }] = due;
      this.#timers.delete(id);
      this.now = at;
      work();
      await this.settle();
    }
    this.now = end;
    await this.settle();
  }

  /** Lets what waits for promises alone go on. */
  settle(): Promise<void> {
    return new Promise((resolve) => this.#setTimeout.call(globalThis, resolve, 0));
  }

  [Symbol.dispose](): void {
    globalThis.setTimeout = this.#setTimeout;
    globalThis.clearTimeout = this.#clearTimeout;
  }
}
