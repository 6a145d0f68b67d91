/** What is measured: the real server, with the embedded parts or with RabbitMQ. */

import { startServer } from "../tests/support/server.ts";
import { startTestRabbitMq } from "../tests/support/rabbitmq.ts";
import { type RabbitMqCeiling, rabbitMqCeiling } from "./broker_bench.ts";
import { measureIdleSockets } from "./idle_sockets.ts";
import { measureMessages, type MessagesResult } from "./messages.ts";
import { openSample } from "./opened.ts";
import type { BenchOptions, SetupName } from "./options.ts";
import type { Plan } from "./plan.ts";
import { BENCH_SETTINGS } from "./settings.ts";
import type { World } from "./world.ts";

export interface SetupResult {
  setup: SetupName;
  messages: MessagesResult[];
  /** Envelopes that a reader opened afterwards. */
  opened: number;
  idleSocketBytes: number;
  /** RabbitMQ alone, on the same node. */
  ceiling?: RabbitMqCeiling;
}

/** Measures one setup. Everything that is started is stopped, and its folder removed. */
export async function measureSetup(
  setup: SetupName,
  world: World,
  plan: Plan,
  options: BenchOptions,
): Promise<SetupResult> {
  if (setup === "embedded") return await measureServer(setup, world, plan, options, {}, {});
  const node = await startTestRabbitMq();
  try {
    const ceiling = await rabbitMqCeiling(node.url, plan.ceiling);
    const pids = { RabbitMQ: node.pid };
    const env = { TW_AMQP_URL: node.url };
    return {
      ...await measureServer(setup, world, plan, options, env, pids),
      ceiling,
    };
  } finally {
    await node.stop();
  }
}

async function measureServer(
  setup: SetupName,
  world: World,
  plan: Plan,
  { seconds }: BenchOptions,
  env: Record<string, string>,
  otherPids: Record<string, number>,
): Promise<SetupResult> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-bench-" });
  try {
    const dataDir = `${folder}/data`;
    await copyFolder(world.dataDir, dataDir);
    const server = await startServer({ dataDir, env: { ...BENCH_SETTINGS, ...env } });
    const { origin } = server;
    try {
      const pids = { server: server.pid, ...otherPids, generator: Deno.pid };
      const messages: MessagesResult[] = [];
      for (const kind of ["direct", "room"] as const) {
        const slices = plan[kind];
        messages.push(...await measureMessages({ world, kind, slices, origin, seconds, pids }));
      }
      const opened = await openSample(world, origin);
      const idleSocketBytes = await measureIdleSockets(server, world.accounts, plan.idleSockets);
      return { setup, messages, opened, idleSocketBytes };
    } finally {
      await server.stop();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { mode: 0o700 });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
