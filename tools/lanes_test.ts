import assert from "node:assert/strict";
import { inLanes } from "./lanes.ts";

Deno.test("every job is done once, in order, no more at a time than there are lanes", async () => {
  const begun: number[] = [];
  const underWay = new Map<number, () => void>();
  const all = inLanes(2, [1, 2, 3, 4, 5], (job) => {
    begun.push(job);
    return new Promise((resolve) => underWay.set(job, resolve));
  });
  const end = async (job: number) => {
    underWay.get(job)!();
    underWay.delete(job);
    await new Promise((resolve) => setTimeout(resolve));
  };
  assert.deepEqual([...underWay.keys()], [1, 2]);
  await end(2);
  assert.deepEqual([...underWay.keys()], [1, 3]);
  await end(3);
  await end(1);
  assert.deepEqual([...underWay.keys()], [4, 5]);
  await end(4);
  await end(5);
  await all;
  assert.deepEqual(begun, [1, 2, 3, 4, 5]);
});
