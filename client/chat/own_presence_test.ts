import assert from "node:assert/strict";
import type { SocketState } from "../../protocol/frames.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { IDLE_MS, OwnPresence } from "./own_presence.ts";

Deno.test("five minutes without a sign are away; a sign brings back; hiding hides", async () => {
  using time = new FakeTime();
  const told: SocketState[] = [];
  let isShown = true;
  const presence = new OwnPresence({ isShown: () => isShown, tell: (state) => told.push(state) });
  presence.sign();
  assert.deepEqual(told, []);
  presence.begun("online");
  await time.pass(IDLE_MS - 1);
  presence.sign();
  await time.pass(IDLE_MS - 1);
  assert.deepEqual(told, []);
  await time.pass(1);
  presence.sign();
  isShown = false;
  presence.update();
  presence.update();
  assert.deepEqual(told, ["away", "online", "hidden"]);
});
