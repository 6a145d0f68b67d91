/** Ends the program when the `npx` that started it is gone. */

/** How often the chain of parents is looked at. */
const INTERVAL_MS = 500;

/**
 * Ends this process as SIGTERM would when the `npm exec` (`npx`) that started it is gone.
 *
 * npm passes a signal on to its shell only. Where that is dash, as on Debian, the shell dies of
 * it and what it ran lives on with nobody to stop it. A process of ours that was not started by
 * npm is left alone: `deno task` passes signals on.
 */
export function followNpm(): void {
  if (Deno.build.os !== "linux" || Deno.env.get("npm_command") !== "exec") return;
  const starter = grandparent();
  if (starter === null) return;
  const timer = setInterval(() => {
    if (grandparent() === starter) return;
    clearInterval(timer);
    Deno.kill(Deno.pid, "SIGTERM");
  }, INTERVAL_MS);
  Deno.unrefTimer(timer);
}

/** Process id of npm's shell: `deno task` stands between it and this process. */
function grandparent(): string | null {
  try {
    const status = Deno.readTextFileSync(`/proc/${Deno.ppid}/status`);
    return /^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? null;
  } catch {
    return null;
  }
}
