import assert from "node:assert/strict";
import { PARTS } from "../support/kills/parts.ts";
import { runKills } from "../support/kills/run.ts";
import { isSound, tableOf } from "../support/kills/table.ts";

Deno.test("whichever part is killed under load, what was acknowledged is there once, in order, and told once", async () => {
  const result = await runKills({ rounds: PARTS.length, seed: 1, restMs: 20 });
  assert.deepEqual(result.rounds.map(({ part }) => part).sort(), [...PARTS].sort());
  assert.ok(result.rounds.every(({ acknowledged }) => acknowledged > 0), "the load went on");
  assert.ok(isSound(result), `\n${tableOf(result)}`);
});
