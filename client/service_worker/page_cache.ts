/** Answers by path, as they came with their headers: one cache for each version of the program. */
export interface PageCache {
  find(path: string): Promise<Response | undefined>;
  put(path: string, response: Response): Promise<void>;
}

const PREFIX = "talkywalky-";

/** The cache of one version. It finds what another version holds where it has nothing itself. */
export function versionCache(version: string, caches: CacheStorage): PageCache {
  const own = () => caches.open(PREFIX + version);
  return {
    find: async (path) =>
      await (await own()).match(path, { ignoreVary: true }) ??
        await caches.match(path, { ignoreVary: true }),
    put: async (path, response) => await (await own()).put(path, response),
  };
}

/** Removes what other versions kept. */
export async function removeOtherVersions(version: string, caches: CacheStorage): Promise<void> {
  const others = (await caches.keys()).filter((name) =>
    name.startsWith(PREFIX) && name !== PREFIX + version
  );
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Removes one answer from the caches of all versions. */
export async function removeEverywhere(path: string, caches: CacheStorage): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(ours.map(async (name) => {
    await (await caches.open(name)).delete(path, { ignoreVary: true });
  }));
}

/** Whether an answer is what its address stands for: whole, ours, and not another page's. */
export function mayBeCached({ status, type, redirected }: Response): boolean {
  return status === 200 && (type === "basic" || type === "default") && !redirected;
}
