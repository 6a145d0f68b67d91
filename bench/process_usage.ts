/** What a process has used so far, as Linux counts it (proc(5)). */

/** `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Deno runs on. */
const MS_PER_TICK = 10;
/** Fields 14 and 15 of `/proc/<pid>/stat`, counted from the one after the name. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** CPU time of all threads, user and system, in milliseconds. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  // The name stands in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * MS_PER_TICK;
}

/** Resident memory in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
