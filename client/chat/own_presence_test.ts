import assert from "node:assert/strict";
import type { SocketState } from "../../protocol/frames/socket.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { IDLE_MS, OwnPresence } from "./own_presence.ts";

Deno.test("five minutes without a sign are away; a sign brings back; hiding hides", async () => {
  using time = new FakeTime();
  const announced: SocketState[] = [];
  let isShown = true;
  const presence = new OwnPresence({
    isShown: () => isShown,
    send: (state) => announced.push(state),
  });
  presence.sign();
  assert.deepEqual(announced, []);
  presence.begun("online");
  await time.pass(IDLE_MS - 1);
  presence.sign();
  await time.pass(IDLE_MS - 1);
  assert.deepEqual(announced, []);
  await time.pass(1);
  presence.sign();
  isShown = false;
  presence.update();
  presence.update();
  assert.deepEqual(announced, ["away", "online", "hidden"]);
});
