/**
 * One server process that we started: its output goes to a file, its identity to another, and it
 * is only ever ended by its own process id. When we are killed, the kernel ends it for us; one that
 * is still there from an earlier run is recognised by its record and ended before the next start.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

export interface ServiceProcessOptions {
  /** Short name; files `<name>.log` and `<name>.process.json` are kept in `folder`. */
  name: string;
  folder: string;
  command: string;
  args: string[];
  /** The whole environment of the process; nothing else is inherited. */
  env: Record<string, string>;
}

export interface ServiceProcess {
  readonly pid: number;
  readonly running: boolean;
  /** Resolves once the process has ended, however it ended. */
  readonly exited: Promise<void>;
  /** Where its standard output and error go. */
  readonly logFile: string;
  /** SIGTERM, and SIGKILL when it has not ended after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** From util-linux, which every Debian system has. It becomes the command, with its process id. */
const SETPRIV = "/usr/bin/setpriv";

/** Process id together with its start time, in clock ticks since boot: never reused as a pair. */
interface Identity {
  pid: number;
  startTicks: string;
}

interface ProcessRecord {
  process: Identity;
  startedBy: Identity;
}

/**
 * Starts a server in a session of its own, so that Ctrl-C in a terminal reaches only us and we
 * decide the order in which the servers stop.
 *
 * @throws {Error} when a live process of ours already runs this service in this folder.
 */
export async function startProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  const { name, folder, command, args, env } = options;
  await Deno.stat(command).catch((cause) => {
    throw new Error(`Cannot start ${command}`, { cause });
  });
  const logFile = `${folder}/${name}.log`;
  const recordFile = recordFileOf(folder, name);
  await endLeftover(folder, name);

  const log = openSync(logFile, "a", 0o600);
  let child: ChildProcess;
  try {
    // prctl(2), PR_SET_PDEATHSIG: our death, even by SIGKILL, reaches the server as SIGTERM.
    child = spawn(SETPRIV, ["--pdeathsig", "TERM", "--", command, ...args], {
      cwd: folder,
      detached: true,
      env,
      stdio: ["ignore", log, log],
    });
  } finally {
    closeSync(log);
  }
  let running = true;
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      running = false;
      resolve();
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once("spawn", () => resolve(child.pid!));
    child.once("error", (cause) => reject(new Error(`Cannot start ${command}`, { cause })));
  });
  const record: ProcessRecord = { process: identityOf(pid), startedBy: identityOf(Deno.pid) };
  await Deno.writeTextFile(recordFile, JSON.stringify(record), { mode: 0o600 });
  child.unref();

  const end = async (signal: Deno.Signal) => {
    if (running) {
      child.ref();
      signalProcess(pid, signal);
    }
    await exited;
    await Deno.remove(recordFile).catch(() => {});
  };
  return {
    pid,
    get running() {
      return running;
    },
    exited,
    logFile,
    async stop(graceMs) {
      const timer = setTimeout(() => running && signalProcess(pid, "SIGKILL"), graceMs);
      try {
        await end("SIGTERM");
      } finally {
        clearTimeout(timer);
      }
    },
    kill: () => end("SIGKILL"),
  };
}

/** The last `lines` lines of a log file, for the message of a failed start. */
export async function tailOf(file: string, lines = 12): Promise<string> {
  const text = await Deno.readTextFile(file).catch(() => "");
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/**
 * Ends what an earlier run of ours left running in `folder` under this name, if anything.
 *
 * @throws {Error} when that run is not over: what runs belongs to a live process.
 */
export async function endLeftover(folder: string, name: string): Promise<void> {
  let record: ProcessRecord;
  try {
    record = JSON.parse(await Deno.readTextFile(recordFileOf(folder, name)));
  } catch {
    return;
  }
  if (!isAlive(record.process)) return;
  if (isAlive(record.startedBy)) {
    throw new Error(
      `Cannot start ${name}: process ${record.startedBy.pid} already runs it from this folder ` +
        `(as process ${record.process.pid}). Stop that one first.`,
    );
  }
  signalProcess(record.process.pid, "SIGTERM");
  for (let waitedMs = 0; isAlive(record.process); waitedMs += 50) {
    if (waitedMs === 15_000) signalProcess(record.process.pid, "SIGKILL");
    if (waitedMs > 20_000) throw new Error(`Cannot end ${name}, process ${record.process.pid}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function recordFileOf(folder: string, name: string): string {
  return `${folder}/${name}.process.json`;
}

function identityOf(pid: number): Identity {
  return { pid, startTicks: startTicksOf(pid) ?? "gone" };
}

function isAlive(identity: Identity): boolean {
  return startTicksOf(identity.pid) === identity.startTicks;
}

/** Field 22 of `/proc/<pid>/stat` (proc(5)); undefined when there is no such live process. */
function startTicksOf(pid: number): string | undefined {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The command name, in parentheses, may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function signalProcess(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
