/**
 * A RabbitMQ node of our own on loopback, run by whoever we are from one folder: no service unit,
 * no files outside the folder, no default account. Its Erlang port mapper (epmd) is ours too, on a
 * port of its own, and ends with it.
 */

import { privateFolder, randomPassword, storedValue, writePrivate } from "./stored_values.ts";
import { firstAnswer, freePort, waitUntilAnswers } from "./ports.ts";
import { rabbitMqConfig, rabbitMqEnvironment } from "./rabbitmq_settings.ts";
import { endLeftover, type ServiceProcess, startProcess, tailOf } from "./service_process.ts";

/** Debian's wrappers in /usr/sbin insist on the rabbitmq account; these do not. */
const SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";
const CTL = "/usr/lib/rabbitmq/bin/rabbitmqctl";
const USER = "talkywalky";
const START_TIMEOUT_MS = 60_000;
const EPMD_START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 20_000;
const EPMD_GRACE_MS = 2_000;

export interface RabbitMqOptions {
  /** Holds everything the node keeps; made when missing. A second start there keeps its data. */
  folder: string;
  /** AMQP port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Makes a time limit longer where the machine has no time for the node; as it is by default. */
  stretched?: (ms: number) => number;
}

export interface RabbitMq {
  /** `amqp://user:password@127.0.0.1:port/%2F`, for the account that may do everything. */
  readonly url: string;
  readonly port: number;
  readonly nodeName: string;
  /** Process id of the Erlang VM; changes with a restart. */
  readonly pid: number;
  /** Resolves when the process that runs now has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /**
   * Runs `rabbitmqctl` against this node and answers its standard output.
   *
   * @throws {Error} with its output when it ends with another code than 0.
   */
  ctl(...args: string[]): Promise<string>;
  /** Ends the node in good order, then its epmd. */
  stop(): Promise<void>;
  /** SIGKILL to the node, as a power cut would; `restart()` or `stop()` still work after it. */
  kill(): Promise<void>;
  /** Ends the node in good order (unless it is dead already) and starts it on the same port. */
  restart(): Promise<void>;
}

/** Starts a node and resolves once it speaks AMQP on its port (7 to 8 s on two cores). */
export async function startRabbitMq(options: RabbitMqOptions): Promise<RabbitMq> {
  const { stretched = (ms: number) => ms } = options;
  const folder = await privateFolder(options.folder);
  const port = options.port ?? freePort();
  const epmdPort = freePort();
  const suffix = await storedValue(`${folder}/node`, () => randomPassword().slice(0, 12));
  const password = await storedValue(`${folder}/password`, randomPassword);
  // Erlang refuses a cookie that others could read.
  await storedValue(`${folder}/.erlang.cookie`, randomPassword, 0o400);
  const nodeName = `talkywalky-${suffix}@localhost`;
  const env = rabbitMqEnvironment({ folder, nodeName, epmdPort, distributionPort: freePort() });
  await writePrivate(`${folder}/rabbitmq.conf`, rabbitMqConfig({ port, user: USER, password }));
  await writePrivate(`${folder}/enabled_plugins`, "[].\n");

  const startNode = async (): Promise<ServiceProcess> => {
    const process = await startProcess({
      name: "rabbitmq",
      folder,
      command: SERVER,
      args: [],
      env,
    });
    const ready = await waitUntilAnswers({
      answers: () => speaksAmqp(port),
      running: () => process.running,
      timeoutMs: stretched(START_TIMEOUT_MS),
    });
    if (ready) return process;
    await process.kill();
    throw new Error(`RabbitMQ did not start on port ${port}:\n${await tailOf(process.logFile)}`);
  };

  await endLeftover(folder, "rabbitmq");
  const epmd = await startEpmd(folder, epmdPort, stretched(EPMD_START_TIMEOUT_MS));
  let node: ServiceProcess;
  try {
    node = await startNode();
  } catch (error) {
    await epmd.kill();
    throw error;
  }
  return {
    url: `amqp://${USER}:${password}@127.0.0.1:${port}/%2F`,
    port,
    nodeName,
    get pid() {
      return node.pid;
    },
    get exited() {
      return node.exited;
    },
    ctl: (...args) => runCtl(args, env),
    async stop() {
      await node.stop(stretched(STOP_GRACE_MS));
      await epmd.stop(stretched(EPMD_GRACE_MS));
    },
    kill: () => node.kill(),
    async restart() {
      await node.stop(stretched(STOP_GRACE_MS));
      node = await startNode();
    },
  };
}

/** Started by us and in the foreground, or the node would leave one behind as a daemon. */
async function startEpmd(
  folder: string,
  port: number,
  timeoutMs: number,
): Promise<ServiceProcess> {
  const process = await startProcess({
    name: "epmd",
    folder,
    command: "/usr/bin/epmd",
    args: ["-address", "127.0.0.1", "-port", String(port)],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
  const ready = await waitUntilAnswers({
    // NAMES_REQ (Erlang distribution protocol): the answer begins with the mapper's own port.
    answers: async () => (await firstAnswer(port, Uint8Array.of(0, 1, 0x6e))).length >= 4,
    running: () => process.running,
    timeoutMs,
  });
  if (ready) return process;
  await process.kill();
  throw new Error(`epmd did not start on port ${port}:\n${await tailOf(process.logFile)}`);
}

/**
 * Whether the port answers the protocol header with a method frame on channel 0 (AMQP 0-9-1,
 * 4.2.2). RabbitMQ opens its listeners last, after its accounts and queues are there.
 */
async function speaksAmqp(port: number): Promise<boolean> {
  const answer = await firstAnswer(port, Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1));
  return answer.length >= 3 && answer[0] === 1 && answer[1] === 0 && answer[2] === 0;
}

async function runCtl(args: string[], env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(CTL, {
    args: ["--quiet", ...args],
    clearEnv: true,
    env,
    cwd: env["HOME"]!,
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stdout);
  if (code === 0) return text;
  const details = `${text}${new TextDecoder().decode(stderr)}`.trim();
  throw new Error(`rabbitmqctl ${args[0]} ended with code ${code}: ${details}`);
}
