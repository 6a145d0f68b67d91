/** What is measured: the real server, with the embedded parts or with RabbitMQ. */

import { type RunningServer, startServer } from "../tests/support/server.ts";
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
  // On a server of its own: what an earlier load has left in memory would hide what sockets cost.
  const idleSocketBytes = await withServer(
    world,
    env,
    (server) => measureIdleSockets(server, world.accounts, plan.idleSockets),
  );
  return await withServer(world, env, async ({ origin, pid }) => {
    const pids = { server: pid, ...otherPids, generator: Deno.pid };
    const messages: MessagesResult[] = [];
    for (const kind of ["direct", "room"] as const) {
      const slices = plan[kind];
      messages.push(...await measureMessages({ world, kind, slices, origin, seconds, pids }));
    }
    return { setup, messages, opened: await openSample(world, origin), idleSocketBytes };
  });
}

/** Runs `work` with a server that knows the world and nothing more. */
async function withServer<T>(
  world: World,
  env: Record<string, string>,
  work: (server: RunningServer) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-bench-" });
  try {
    const dataDir = `${folder}/data`;
    await copyFolder(world.dataDir, dataDir);
    const server = await startServer({ dataDir, env: { ...BENCH_SETTINGS, ...env } });
    try {
      return await work(server);
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
