import assert from "node:assert/strict";
import { until } from "../../tests/support/eventually.ts";
import { startProcess, tailOf } from "./service_process.ts";

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-process-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const shell = (folder: string, script: string, env = {}) =>
  startProcess({
    name: "shell",
    folder,
    command: "/bin/sh",
    args: ["-c", script],
    env: { PATH: "/usr/bin:/bin", ...env },
  });

function isAlive(pid: number): boolean {
  try {
    return !Deno.readTextFileSync(`/proc/${pid}/stat`).includes(") Z ");
  } catch {
    return false;
  }
}

Deno.test("a process writes to its log, sees only its own environment, and stops", () =>
  withFolder(async (folder) => {
    const process = await shell(folder, "env; echo oops >&2; exec sleep 60", { GREETING: "hi" });
    await until("the output", async () => (await tailOf(process.logFile)).endsWith("oops"));
    const log = await Deno.readTextFile(process.logFile);
    assert.match(log, /^GREETING=hi$/m);
    assert.doesNotMatch(log, /^HOME=/m);
    assert.ok(process.running);
    await process.stop(5000);
    assert.ok(!process.running);
    assert.ok(!isAlive(process.pid));
    await process.stop(5000);
  }));

Deno.test("one that does not mind SIGTERM is killed after the grace", () =>
  withFolder(async (folder) => {
    const process = await shell(folder, "trap '' TERM; echo ready; while :; do sleep 1; done");
    await until("the trap", async () => (await tailOf(process.logFile)) === "ready");
    await process.stop(100);
    assert.ok(!isAlive(process.pid));
  }));

Deno.test("a command that is not there is an error", () =>
  withFolder(async (folder) => {
    const options = { name: "x", folder, command: "/nowhere/x", args: [], env: {} };
    await assert.rejects(startProcess(options), /Cannot start \/nowhere\/x/);
  }));

Deno.test("what is running from the folder already is not started twice", () =>
  withFolder(async (folder) => {
    const process = await shell(folder, "exec sleep 60");
    await assert.rejects(shell(folder, "exec sleep 60"), /already runs it from this folder/);
    assert.ok(process.running);
    await process.kill();
  }));

/** Runs a program that starts a shell from `folder`, and ends it with SIGKILL. */
async function startAndDie(folder: string, script: string): Promise<number> {
  const program = `
    import { startProcess } from ${JSON.stringify(import.meta.resolve("./service_process.ts"))};
    const process = await startProcess({
      name: "shell", folder: ${JSON.stringify(folder)}, command: "/bin/sh",
      args: ["-c", ${JSON.stringify(script)}], env: { PATH: "/usr/bin:/bin" },
    });
    while (!await Deno.readTextFile(process.logFile)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    console.log(process.pid);
    Deno.kill(Deno.pid, "SIGKILL");`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", `data:text/typescript,${encodeURIComponent(program)}`],
  }).output();
  const pid = Number(new TextDecoder().decode(stdout));
  assert.ok(pid > 0, "the program did not get as far as its process");
  return pid;
}

Deno.test("a killed run takes its process with it", () =>
  withFolder(async (folder) => {
    const pid = await startAndDie(folder, "echo ready; exec sleep 60");
    await until("its end", () => !isAlive(pid));
  }));

Deno.test("what a killed run left behind is ended before the next start", () =>
  withFolder(async (folder) => {
    const orphan = await startAndDie(folder, "trap '' TERM; echo ready; exec sleep 3");
    assert.ok(isAlive(orphan));
    const process = await shell(folder, "exec sleep 60");
    assert.ok(!isAlive(orphan));
    assert.ok(isAlive(process.pid));
    await process.stop(5000);
  }));
