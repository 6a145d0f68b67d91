/** Work that goes on in a few lanes beside each other. */

/**
 * Does every job, `lanes` of them at a time: each lane takes the next one that nobody has begun.
 * Where the longest stand first, all lanes end at about the same time.
 */
export async function inLanes<J>(
  lanes: number,
  jobs: readonly J[],
  work: (job: J) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs];
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await work(job);
  }));
}
