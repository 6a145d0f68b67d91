import assert from "node:assert/strict";
import { BindTimes } from "./bind_times.ts";

Deno.test("there is no sample before the first bind", () => {
  assert.equal(new BindTimes().sample(), undefined);
});

Deno.test("samples come from the last 32 binds", () => {
  let position = 0;
  const times = new BindTimes(() => position);
  for (let duration = 1; duration <= 40; duration++) times.record(duration);
  const samples = new Set<number | undefined>();
  for (; position < 1; position += 1 / 32) samples.add(times.sample());
  assert.deepEqual([...samples].map(Number).sort((a, b) => a - b), [
    ...Array.from({ length: 32 }, (_, index) => index + 9),
  ]);
});
