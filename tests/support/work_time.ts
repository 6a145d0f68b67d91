/** What work costs, told apart from how long a busy machine takes over it. */

import process from "node:process";

/** Milliseconds of the processor that this thread spends on `work`; what others spend is not in it. */
export function workMs(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
