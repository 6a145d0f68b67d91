/**
 * `deno task faults [rounds] [seed]`: kills each part of the running program under load, one part a
 * round, and prints what became of everything that was acknowledged. Needs root, for a small disk.
 */

import { machineFacts } from "../../bench/machine.ts";
import { runKills } from "../support/kills/run.ts";
import { isSound, tableOf } from "../support/kills/table.ts";

const DEFAULT_ROUNDS = 30;
const MAX_ROUNDS = 1_000;

const [rounds = DEFAULT_ROUNDS, seed = Date.now() % 1_000_000] = Deno.args.map(Number);
if (
  Deno.args.length > 2 || !(Number.isInteger(rounds) && rounds >= 1 && rounds <= MAX_ROUNDS) ||
  !Number.isSafeInteger(seed)
) {
  console.error(`Usage: deno task faults [rounds, 1 to ${MAX_ROUNDS}] [seed, a whole number]`);
  Deno.exit(2);
}

console.log(`${await machineFacts()}\nRounds: ${rounds}. Seed: ${seed}.\n`);
const startedMs = performance.now();
const result = await runKills({
  rounds,
  seed,
  onRound: ({ part, killedAfter, recoveredMs }) => {
    console.log(`killed ${part} after ${killedAfter} receipts; back after ${recoveredMs} ms`);
  },
});
console.log(`\n${tableOf(result)}\n`);
const { registered, signedIn } = result;
console.log(
  `${registered} people registered during the kills, and ${signedIn} signed in afterwards.`,
);
console.log(`Took ${Math.round((performance.now() - startedMs) / 1000)} s.`);
if (!isSound(result)) {
  console.error("Something that was acknowledged was lost, doubled, out of order or told again.");
  Deno.exit(1);
}
