/** Stops a process in mid-work, so that it answers nothing and keeps its connections. */

import { eventually } from "./eventually.ts";

/**
 * Sends SIGSTOP, and waits until each thread of the process stands: on a busy machine one may go on
 * for a moment and answer once more. SIGCONT lets it go on.
 */
export async function halt(pid: number): Promise<void> {
  Deno.kill(pid, "SIGSTOP");
  await eventually(async () => {
    for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
      const stat = await Deno.readTextFile(`/proc/${pid}/task/${name}/stat`);
      // The state follows the program's name, in which there may be brackets (proc(5)).
      const state = stat.slice(stat.lastIndexOf(")") + 2)[0];
      if (state !== "T") throw new Error(`thread ${name} of ${pid} is in state ${state}`);
    }
  });
}
