import assert from "node:assert/strict";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { SocketEvents } from "../net/socket.ts";
import { ChatConnection, type ConnectionFollower, type Push } from "./connection.ts";

const welcome = (time: string) => ({ type: "welcome", time }) as WelcomeFrame;
const ROOMS: Push = { type: "rooms-changed" };
const LOST: Push = { type: "catch-up" };

/** A connection, what its server says by hand, and what a follower hears. */
function connected() {
  const abort = new AbortController();
  const told = { signedOut: 0, asked: [] as string[] };
  const opened: Omit<SocketEvents, "watchWake">[] = [];
  const connection = new ChatConnection({
    openSocket(events, _signal, presence) {
      presence();
      opened.push(events);
      return {
        ask: (frame) => {
          told.asked.push(frame.type);
          return Promise.resolve({} as never);
        },
      };
    },
    presenceShown: () => true,
    now: () => 0,
    wait: () => Promise.resolve(),
    onSignedOut: () => told.signedOut++,
    signal: abort.signal,
  });
  const heard: string[] = [];
  const follower: ConnectionFollower = {
    welcome: ({ time }) => Promise.resolve(void heard.push(`welcome ${time}`)),
    take: ({ type }) => void heard.push(type),
    probe: () => ({ type: "people" }),
    signedOut: (message) => void heard.push(`signed out: ${message}`),
  };
  return { connection, server: opened[0]!, follower, heard, told };
}

Deno.test("what comes before anybody follows is held, and handed over in its order", async () => {
  const { connection, server, follower, heard } = connected();
  server.onWelcome(welcome("noon"));
  server.onPush(ROOMS);
  assert.equal((await connection.firstWelcome).time, "noon");
  assert.deepEqual(server.probe(), { type: "rooms" });
  await connection.follow(follower);
  assert.deepEqual(heard, ["welcome noon", "rooms-changed"]);
  server.onPush(LOST);
  server.onWelcome(welcome("one"));
  assert.deepEqual(heard.slice(2), ["catch-up", "welcome one"]);
  assert.deepEqual(server.probe(), { type: "people" });
});

Deno.test("a newer welcome says all that was held before it", async () => {
  const { connection, server, follower, heard } = connected();
  server.onWelcome(welcome("noon"));
  server.onPush(ROOMS);
  server.onWelcome(welcome("one"));
  await connection.follow(follower);
  assert.deepEqual(heard, ["welcome one"]);
});

Deno.test("a session that ends ends the wait for it, and whoever follows later is told", async () => {
  const { connection, server, follower, heard, told } = connected();
  server.onState({ state: "signed-out", message: "Elsewhere." });
  await assert.rejects(connection.firstWelcome, { kind: "unauthenticated", message: "Elsewhere." });
  assert.equal(told.signedOut, 1);
  await connection.follow(follower);
  assert.deepEqual(heard, ["signed out: Elsewhere."]);
});

Deno.test("a server that is merely slow was not lost", () => {
  const { connection, server } = connected();
  server.onState({ state: "connecting" });
  assert.equal(connection.wasLost, false);
  server.onState({ state: "reconnecting", retryAt: 0 });
  server.onState({ state: "online" });
  assert.deepEqual([connection.wasLost, connection.state.value.state], [true, "online"]);
});

Deno.test("the end is not told while everything of its person is being removed", async () => {
  const { connection, server, follower, heard, told } = connected();
  server.onState({ state: "online" });
  await connection.follow(follower);
  connection.isMuted = true;
  server.onState({ state: "signed-out", message: "Elsewhere." });
  assert.deepEqual([heard, told.signedOut, connection.state.value.state], [[], 0, "online"]);
});

Deno.test("only what somebody waits for counts as traffic", async () => {
  const { connection, told } = connected();
  const noted: string[] = [];
  connection.traffic.noted = () => noted.push(told.asked.at(-1) ?? "first");
  await connection.askUnnoted({ type: "rooms" });
  assert.deepEqual(noted, []);
  await connection.ask({ type: "people" });
  assert.deepEqual([noted.length, told.asked], [1, ["rooms", "people"]]);
});
