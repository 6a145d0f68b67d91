/** Commits batches that arrive together in one SQLite transaction; each still fails alone. */

import { setImmediate } from "node:timers";
import type { Write } from "../port.ts";

interface Waiting {
  writes: Write[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface GroupCommitOptions {
  /** Stores all of it or, when it throws, nothing. */
  commit: (writes: Write[]) => void;
  /** Runs its argument at the end of the present turn of the event loop; default `setImmediate`. */
  schedule?: (run: () => void) => void;
}

/**
 * Puts the batches that arrive in one turn of the event loop (one from each shard, under load)
 * into one transaction, so that they share one wait for the disk. Each batch still stands or falls
 * alone: when the transaction of all fails, every batch gets one of its own.
 */
export class GroupCommit {
  readonly #commit: (writes: Write[]) => void;
  readonly #schedule: (run: () => void) => void;
  #waiting: Waiting[] = [];

  constructor({ commit, schedule = setImmediate }: GroupCommitOptions) {
    this.#commit = commit;
    this.#schedule = schedule;
  }

  /** Resolves when `writes` are on the disk; rejects with what `commit` threw for them. */
  add(writes: Write[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, resolve, reject });
      if (this.#waiting.length === 1) this.#schedule(() => this.flush());
    });
  }

  /** Stores what waits, now. */
  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length > 1 && this.#storesAll(group)) return;
    for (const { writes, resolve, reject } of group) {
      try {
        this.#commit(writes);
        resolve();
      } catch (error) {
        reject(error);
      }
    }
  }

  #storesAll(group: readonly Waiting[]): boolean {
    try {
      this.#commit(group.flatMap(({ writes }) => writes));
    } catch {
      return false;
    }
    for (const { resolve } of group) resolve();
    return true;
  }
}
