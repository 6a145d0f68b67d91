/**
 * `deno task bench`: the real server under the real protocol, beside what RabbitMQ and slapd do
 * alone on the same machine in the same run.
 */

import { ensureBuilt } from "../tests/support/server.ts";
import { machineFacts } from "./machine.ts";
import { type BenchOptions, parseOptions } from "./options.ts";
import { planOf } from "./plan.ts";
import { report } from "./report.ts";
import { measureSetup, type SetupResult } from "./setups.ts";
import { measureSignIns } from "./sign_ins.ts";
import { benchUi } from "./ui/main.ts";
import { openWorld } from "./world.ts";

const options = readOptions();
if (options.ui) await benchUi(options);
else await benchServer(options);

async function benchServer(options: BenchOptions): Promise<void> {
  const startMs = performance.now();
  console.log(await machineFacts());
  await ensureBuilt();
  const plan = planOf(options);
  const world = await openWorld(plan);
  const setups: SetupResult[] = [];
  for (const setup of options.setups) {
    console.error(`Measuring messages, ${setup}`);
    setups.push(await measureSetup(setup, world, plan, options));
  }
  console.error("Measuring sign-ins");
  const signIns = await measureSignIns(world.keys, plan.signInSeconds);
  console.log(`\n${report(setups, signIns)}`);
  console.log(`\nTook ${Math.round((performance.now() - startMs) / 1000)} s.`);
  const isSound = setups.every(({ messages }) =>
    messages.every(({ lost, doubled, misordered, refused }) =>
      lost + doubled + misordered + refused === 0
    )
  );
  if (!isSound) {
    console.error("Messages were lost, doubled, refused or out of place.");
    Deno.exit(1);
  }
}

function readOptions(): BenchOptions {
  try {
    return parseOptions(Deno.args);
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(2);
  }
}
