/** Runs `work` while nobody else of this profile, in any tab, runs work of the same name. */
export type Locks = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Across all tabs of the profile, where the browser can (all current ones); else in this page. */
export function profileLocks(): Locks {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks === undefined) return pageLocks();
  return (name, work) => locks.request(`talkywalky/${name}`, work) as ReturnType<typeof work>;
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
