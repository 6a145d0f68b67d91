import assert from "node:assert/strict";
import { Patience, slowness, within } from "./patience.ts";

Deno.test("patience is spent as slowly as the machine works, also when that changes", () => {
  const machine = { ms: 0, factor: 10, now: () => machine.ms, slowness: () => machine.factor };
  const patience = new Patience(1_000, machine);
  assert.equal(patience.leftMs, 10_000);
  machine.ms += 4_000;
  assert.equal(patience.leftMs, 6_000);
  machine.factor = 1;
  assert.equal(patience.leftMs, 600);
  machine.ms += 599;
  assert.equal(patience.leftMs, 1);
  machine.ms += 5_000;
  assert.equal(patience.leftMs, 0);
});

Deno.test("no machine is quicker than a quiet one", () => {
  assert.ok(slowness() >= 1);
});

Deno.test("what comes is answered, what fails fails, and what does not come is named", async () => {
  assert.equal(await within(Promise.resolve("here"), "the word"), "here");
  await assert.rejects(within(Promise.reject(new Error("torn")), "the word"), /torn/);
  await assert.rejects(within(new Promise(() => {}), "The word", 1), /The word did not come/);
});
