/** Counts what each of many does at the same time, up to a bound. */
export class AtOnce {
  readonly #most: number;
  readonly #underWay = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** False when `key` has as much under way as it may; otherwise `leave` is called at the end. */
  enter(key: string): boolean {
    const now = this.#underWay.get(key) ?? 0;
    if (now >= this.#most) return false;
    this.#underWay.set(key, now + 1);
    return true;
  }

  leave(key: string): void {
    const left = (this.#underWay.get(key) ?? 0) - 1;
    if (left > 0) this.#underWay.set(key, left);
    else this.#underWay.delete(key);
  }
}
