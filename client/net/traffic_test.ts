import assert from "node:assert/strict";
import { Traffic } from "./traffic.ts";

function start() {
  const world = { now: 10_000, waits: [] as number[], during: () => {} };
  const traffic = new Traffic({
    now: () => world.now,
    wait: (ms) => {
      world.waits.push(ms);
      world.now += ms;
      world.during();
      return Promise.resolve();
    },
  });
  return { world, traffic };
}

Deno.test("on a quiet connection nobody waits", async () => {
  const { world, traffic } = start();
  await traffic.quiet({ forMs: 700, atMostMs: 8_000 });
  assert.deepEqual(world.waits, []);
});

Deno.test("what is sent or received is waited for, anew when more follows", async () => {
  const { world, traffic } = start();
  traffic.noted();
  world.now += 300;
  world.during = () => {
    world.during = () => {};
    world.now -= 100;
    traffic.noted();
    world.now += 100;
  };
  await traffic.quiet({ forMs: 700, atMostMs: 8_000 });
  assert.deepEqual(world.waits, [400, 600]);
});

Deno.test("a connection that is never quiet is not waited for without end", async () => {
  const { world, traffic } = start();
  traffic.noted();
  world.during = () => traffic.noted();
  await traffic.quiet({ forMs: 700, atMostMs: 2_000 });
  assert.equal(world.waits.reduce((sum, ms) => sum + ms, 0), 2_000);
});

Deno.test("a clock that is set back meanwhile makes nobody wait until it has caught up", async () => {
  const { world, traffic } = start();
  traffic.noted();
  world.now -= 7_200_000;
  await traffic.quiet({ forMs: 700, atMostMs: 8_000 });
  assert.deepEqual(world.waits, []);

  traffic.noted();
  world.during = () => {
    traffic.noted();
    world.now -= 7_200_000;
  };
  await traffic.quiet({ forMs: 700, atMostMs: 8_000 });
  assert.ok(world.waits.reduce((sum, ms) => sum + ms, 0) <= 8_000, world.waits.join());
});
