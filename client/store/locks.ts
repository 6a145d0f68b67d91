/** Work that only one page of a profile may do at a time. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";

/** Runs `work` while nobody else of this profile, in any tab, runs work of the same name. */
export type Locks = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Longer than anything that is done under a lock takes. Who still holds it then stands still: a page
 * that the system has put to sleep, or one in a debugger.
 */
const PATIENCE_MS = 30_000;

/**
 * Across all tabs of the profile, where the browser can (all current ones); else in this page. A page
 * that stands still with a lock is not waited for: the lock is taken from it, and when it wakes its
 * work ends with an error that passes (`unavailable`).
 */
export function profileLocks(
  manager: Pick<LockManager, "request"> | undefined = globalThis.navigator?.locks,
  patienceMs = PATIENCE_MS,
): Locks {
  if (manager === undefined) return pageLocks();
  return async (name, work) => {
    const lock = `talkywalky/${name}`;
    const waiting = new AbortController();
    const late = new Error("the lock was not to be had in time");
    const timer = setTimeout(() => waiting.abort(late), patienceMs);
    let isDone = false;
    const held = async () => {
      clearTimeout(timer);
      try {
        return await work();
      } finally {
        isDone = true;
      }
    };
    try {
      return await manager.request(lock, { signal: waiting.signal }, held)
        .catch((error) => {
          if (error !== late) throw error;
          return manager.request(lock, { steal: true }, held);
        });
    } catch (error) {
      // The work goes on where it is, without the lock: whoever waits for it begins anew.
      const isTaken = !isDone && error instanceof DOMException && error.name === "AbortError";
      throw isTaken ? takenOver() : error;
    }
  };
}

/** In this page only: whoever asks first goes first. */
export function pageLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = tails.get(name) ?? Promise.resolve();
    const result = before.then(work);
    const tail = result.catch(() => {}).finally(() => {
      if (tails.get(name) === tail) tails.delete(name);
    });
    tails.set(name, tail);
    return result;
  };
}

function takenOver(): AppError {
  return new AppError("unavailable", t("Another tab went on in place of this one. Try again."));
}
