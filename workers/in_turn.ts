/** Runs what is asked for one key one after the other; other keys do not wait. */
export class InTurn<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  /** Runs `work` once all that was asked for `key` before has ended, well or badly. */
  run<T>(key: Key, work: () => T | Promise<T>): Promise<T> {
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(work, work);
    this.#last.set(key, mine);
    const done = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(done, done);
    return mine;
  }

  /** Resolves when all that was asked so far has ended. Never rejects. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
