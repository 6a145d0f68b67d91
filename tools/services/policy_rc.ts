/**
 * Debian starts a package's services when it installs the package, unless `policy-rc.d` says no
 * (invoke-rc.d(8), "policy-rc.d exit code 101: action not allowed").
 */

const MARK = "# Put here by TalkyWalky while it installs packages; goes away after that.";
const FORBID = `#!/bin/sh\n${MARK}\nexit 101\n`;

/**
 * Runs `work` while `folder/policy-rc.d` forbids every service start, then puts the machine's own
 * policy back, or takes ours away where there was none. What an earlier run could not put back,
 * because it was killed, is put back by the next one. Call it from one process at a time.
 */
export async function withoutServiceStarts<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const policy = `${folder}/policy-rc.d`;
  const aside = `${folder}/policy-rc.d.talkywalky`;
  await restore(policy, aside);
  await Deno.rename(policy, aside).catch(ignoreNotFound);
  await Deno.writeTextFile(policy, FORBID, { mode: 0o755 });
  await Deno.chmod(policy, 0o755);
  try {
    return await work();
  } finally {
    await restore(policy, aside);
  }
}

async function restore(policy: string, aside: string): Promise<void> {
  const text = await Deno.readTextFile(policy).catch(() => "");
  if (text.includes(MARK)) await Deno.remove(policy);
  await Deno.rename(aside, policy).catch(ignoreNotFound);
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
