/** The real server as a process of its own, for tests and benchmarks. */

import { fileURLToPath } from "node:url";
import { freePort } from "../../tools/services/ports.ts";
import { Patience, stretched } from "./patience.ts";

const ROOT = new URL("../../", import.meta.url);
/** Both of a quiet machine. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export interface ServerOptions {
  /** Data folder; a kept one is a second start. By default `data` in `root`. */
  dataDir?: string;
  /** Further settings, as in `docs/configuration.md`. */
  env?: Record<string, string>;
  /** Default: a free one. */
  port?: number;
  /** The folder to start in; the project's own by default. */
  root?: URL;
  /** What to start there; `main.ts` by default. */
  command?: readonly [program: string, ...args: string[]];
  /** Do not wait until every part is up. */
  unhealthy?: boolean;
  /** PEM of the authority of its TLS certificate. */
  tlsAuthority?: string;
}

export interface RunningServer {
  origin: string;
  port: number;
  pid: number;
  /** Everything that it has printed so far. */
  log(): string;
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts the server and waits for its health. The pages must have been built. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dataDir, env = {}, port = freePort(), root = ROOT, unhealthy = false } = options;
  const [program, ...args] = options.command ?? [Deno.execPath(), "run", "-A", "main.ts"];
  const child = new Deno.Command(program, {
    args,
    cwd: root,
    env: {
      TW_PORT: String(port),
      ...(dataDir === undefined ? {} : { TW_DATA: dataDir }),
      TW_SIGNINS_PER_MINUTE: "100000",
      TW_REGISTRATIONS_PER_HOUR: "100000",
      TW_ENROLMENTS_PER_DAY: "100000",
      // However busy the machine is; what stands still for good fails by the test's own limit.
      TW_AUTHORITY_TIMEOUT_S: "600",
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const reading = Promise.all([child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) output += text;
  }));
  let exited: Deno.CommandStatus | undefined;
  const status = child.status.then((value) => (exited = value));
  const scheme = env["TW_TLS_CERT"] === undefined ? "http" : "https";
  const server: RunningServer = {
    origin: `${scheme}://localhost:${port}`,
    port,
    pid: child.pid,
    log: () => output,
    stop: async () => {
      if (exited === undefined) child.kill("SIGTERM");
      const timer = setTimeout(
        () => exited === undefined && child.kill("SIGKILL"),
        stretched(STOP_TIMEOUT_MS),
      );
      const { code } = await status;
      clearTimeout(timer);
      await reading;
      return code;
    },
    kill: async () => {
      if (exited === undefined) child.kill("SIGKILL");
      await status;
      await reading;
    },
  };
  const { tlsAuthority } = options;
  using client = Deno.createHttpClient(
    tlsAuthority === undefined ? {} : { caCerts: [tlsAuthority] },
  );
  const patience = new Patience(START_TIMEOUT_MS);
  while (exited === undefined && patience.leftMs > 0) {
    const healthy = await isAnswering(server.origin, unhealthy, client);
    if (healthy) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await server.kill();
  throw new Error(`The server did not start:\n${output}`);
}

async function isAnswering(
  origin: string,
  unhealthy: boolean,
  client: Deno.HttpClient,
): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`, { client } as RequestInit);
    await response.body?.cancel();
    return response.ok || (unhealthy && response.status === 503);
  } catch {
    return false;
  }
}

/** Builds the pages if they are missing or old. */
export async function ensureBuilt(): Promise<void> {
  // The run of everything has built them before its first test.
  if (Deno.env.get(BUILT) === "1") return;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/build.ts", "--if-needed"],
    cwd: fromRoot(),
    stdin: "null",
  }).output();
  if (success) return;
  const text = new TextDecoder();
  throw new Error(`The pages do not build:\n${text.decode(stdout)}${text.decode(stderr)}`);
}

/** Set by the run of everything. */
const BUILT = "TALKYWALKY_TESTS_BUILT";

function fromRoot(): string {
  return fileURLToPath(ROOT);
}
