import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { ListLoad } from "./list_load.ts";

function start() {
  const world = { isThere: true, asked: 0, changes: 0 };
  const list = new ListLoad({
    load: () => {
      world.asked++;
      return world.isThere
        ? Promise.resolve()
        : Promise.reject(new AppError("unavailable", "The directory is away."));
    },
    onChange: () => world.changes++,
    random: () => 0,
  });
  return { list, world };
}

Deno.test("a list that cannot be had is asked for again by itself until it is there", async () => {
  using time = new FakeTime();
  const { list, world } = start();
  assert.equal(list.state, "loading");
  world.isThere = false;
  await assert.rejects(list.refresh(), { kind: "unavailable" });
  assert.deepEqual([list.state, world.asked], ["failed", 1]);
  await time.pass(2_000);
  assert.deepEqual([list.state, world.asked], ["failed", 2]);
  world.isThere = true;
  await time.pass(2_000);
  assert.deepEqual([list.state, world.asked, world.changes], ["loaded", 3, 3]);
  await time.pass(300_000);
  assert.equal(world.asked, 3);
});

Deno.test("tries come further and further apart, and end when nobody wants the list", async () => {
  using time = new FakeTime();
  const { list, world } = start();
  world.isThere = false;
  await list.refresh().catch(() => {});
  await time.pass(60_000);
  assert.ok(world.asked > 4 && world.asked < 9, `${world.asked}`);
  const { asked } = world;
  list.stop();
  await time.pass(600_000);
  assert.equal(world.asked, asked);
});

Deno.test("who asks meanwhile shares the answer, and a later failure is told of as well", async () => {
  using time = new FakeTime();
  const { list, world } = start();
  await Promise.all([list.refresh(), list.refresh()]);
  assert.deepEqual([list.state, world.asked], ["loaded", 1]);
  world.isThere = false;
  await list.refresh().catch(() => {});
  assert.equal(list.state, "failed");
  list.stop();
  await time.pass(1);
});
