import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { CLOSE, type SocketState, WIRE_VERSION } from "../../protocol/frames/socket.ts";
import type { ConnectionView } from "../model/connection.ts";
import { type Ask, ServerSocket, type SocketOptions } from "./socket.ts";

const WELCOME = {
  type: "welcome",
  version: WIRE_VERSION,
  user: { id: "00000000-0000-4000-8000-000000000001", uid: "anna", fullName: "Anna" },
  time: "2026-11-22T10:00:00.000Z",
  conversations: [],
  online: [],
  away: [],
};
const PEOPLE: Ask = { type: "people" };

type Peer = { socket: WebSocket; frames: AsyncIterator<Record<string, unknown>> };

/** A WebSocket server whose connections the test plays by hand. */
function startServer(options: { welcome?: boolean } = {}) {
  const arrivals: Peer[] = [];
  const waiting: ((peer: Peer) => void)[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const frames = queueOf(socket);
    socket.onopen = () => {
      if (options.welcome !== false) socket.send(JSON.stringify(WELCOME));
      const taker = waiting.shift();
      if (taker) taker({ socket, frames });
      else arrivals.push({ socket, frames });
    };
    return response;
  });
  return {
    origin: `ws://127.0.0.1:${server.addr.port}`,
    peer: () =>
      new Promise<Peer>((resolve) => {
        const here = arrivals.shift();
        if (here) resolve(here);
        else waiting.push(resolve);
      }),
    stop: () => server.shutdown(),
  };
}

function queueOf(socket: WebSocket): AsyncIterator<Record<string, unknown>> {
  const held: Record<string, unknown>[] = [];
  const takers: ((frame: Record<string, unknown>) => void)[] = [];
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    const taker = takers.shift();
    if (taker) taker(frame);
    else held.push(frame);
  };
  return {
    next: () =>
      new Promise((resolve) => {
        const frame = held.shift();
        if (frame) resolve({ value: frame, done: false });
        else takers.push((value) => resolve({ value, done: false }));
      }),
  };
}

/** A client under test, its states in order, and a way to wait for one. */
function startClient(origin: string, options: Partial<SocketOptions> = {}) {
  const states: ConnectionView[] = [];
  const pushed: unknown[] = [];
  const bad: AppError[] = [];
  const watchers = new Set<() => void>();
  const noted = () => watchers.forEach((watch) => watch());
  const abort = new AbortController();
  const wakes: (() => void)[] = [];
  const client = new ServerSocket({
    origin,
    signal: abort.signal,
    minDelayMs: 5,
    maxDelayMs: 40,
    random: () => 0,
    ...options,
    events: {
      onWelcome: (frame) => (pushed.push(frame), noted()),
      onPush: (frame) => (pushed.push(frame), noted()),
      onState: (state) => (states.push(state), noted()),
      onBadFrame: (error) => (bad.push(error), noted()),
      watchWake: (wake) => (wakes.push(wake), () => wakes.pop()),
      probe: () => PEOPLE,
    },
  });
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  const seen = (state: ConnectionView["state"], times = 1) =>
    until(() => states.filter((one) => one.state === state).length >= times);
  return { client, states, pushed, bad, until, seen, abort, wake: () => wakes[0]?.() };
}

Deno.test("answers find their requests, whatever their order", async () => {
  const server = startServer();
  const { client, seen } = startClient(server.origin);
  const { socket, frames } = await server.peer();
  await seen("online");
  const first = client.ask(PEOPLE);
  const second = client.ask({ type: "rooms" });
  const { value: one } = await frames.next();
  const { value: two } = await frames.next();
  const answerTo = ({ type, ref }: Record<string, unknown>) =>
    JSON.stringify({ type: "answer", ref, result: { [String(type)]: [] } });
  socket.send(answerTo(two));
  socket.send(answerTo(one));
  assert.deepEqual(await Promise.all([first, second]), [{ people: [] }, { rooms: [] }]);
  client.close();
  await server.stop();
});

Deno.test("every connection says how the person wants to be seen, as it is when it is opened", async () => {
  const server = startServer();
  const paths: string[] = [];
  let presence: SocketState = "hidden";
  const { client, seen } = startClient(server.origin, {
    presence: () => presence,
    connect: (url) => {
      paths.push(url.slice(server.origin.length));
      return new WebSocket(url);
    },
  });
  const { socket } = await server.peer();
  await seen("online");
  presence = "online";
  socket.close();
  await seen("online", 2);
  assert.deepEqual(paths, ["/ws?presence=hidden", "/ws"]);
  client.close();
  await server.stop();
});

Deno.test("hints and names are pushed, and what is not of the grammar is dropped", async () => {
  const server = startServer();
  const { client, seen, until, bad, pushed } = startClient(server.origin);
  const { socket } = await server.peer();
  await seen("online");
  const { id: user } = WELCOME.user;
  const { time } = WELCOME;
  const conv = "A".repeat(43);
  const name = { statement: "{}", sig: "A".repeat(512) };
  const good = [
    { type: "typing", conv, user, time },
    { type: "name", user, name },
    { type: "presence", changes: [{ user, presence: "away", time }] },
    { type: "presence", changes: [{ user, presence: "offline" }] },
  ];
  const broken = [
    { type: "typing", conv, user, time, text: "secret" },
    { type: "typing", conv: "x", user, time },
    { type: "name", user, name: { ...name, sig: "" } },
    { type: "name", user: "ada", name },
  ];
  const badChanges = [{ user, presence: "hidden", time }, { user, online: true, time }, null];
  const mixed = { type: "presence", changes: [{ user, presence: "online" }] };
  const sent = { ...mixed, changes: [...badChanges, ...mixed.changes] };
  socket.send(JSON.stringify([...good, ...broken, sent]));
  await until(() => bad.length === broken.length + badChanges.length);
  assert.deepEqual(pushed.slice(1), [...good, mixed]);
  client.close();
  await server.stop();
});

Deno.test("one person who cannot be read costs the others nothing, and is told of", async () => {
  const server = startServer();
  const { client, seen, bad } = startClient(server.origin);
  const { socket, frames } = await server.peer();
  await seen("online");
  const asked = client.ask(PEOPLE);
  const { value: frame } = await frames.next();
  const person = (fullName: string) => {
    const { id } = WELCOME.user;
    return { id, uid: "noor", fullName, enrolled: true, presence: "offline" };
  };
  const people = [person("N".repeat(81)), person("Noor"), person(""), { id: "x" }, null];
  const result = { people };
  socket.send(JSON.stringify({ type: "answer", ref: frame.ref, result }));
  assert.deepEqual(await asked, { people: [person("Noor")] });
  assert.equal(bad.length, 4);
  client.close();
  await server.stop();
});

Deno.test("a refusal arrives as the server's AppError", async () => {
  const server = startServer();
  const { client, seen } = startClient(server.origin);
  const { socket, frames } = await server.peer();
  await seen("online");
  const asked = client.ask(PEOPLE);
  const { value: frame } = await frames.next();
  const problem = { kind: "stale", message: "The room moved on." };
  socket.send(JSON.stringify({ type: "refused", ref: frame.ref, problem }));
  await assert.rejects(asked, { name: "AppError", kind: "stale", message: "The room moved on." });
  client.close();
  await server.stop();
});

Deno.test("a lost connection refuses what is open and comes back by itself", async () => {
  const server = startServer();
  const { client, seen, states } = startClient(server.origin);
  const first = await server.peer();
  await seen("online");
  const asked = client.ask(PEOPLE);
  await first.frames.next();
  first.socket.close(CLOSE.goingAway);
  await assert.rejects(asked, { kind: "unavailable", reason: "offline" });
  await assert.rejects(client.ask(PEOPLE), { kind: "unavailable" });
  await server.peer();
  await seen("online", 2);
  assert.deepEqual(states.map(({ state }) => state), [
    "connecting",
    "online",
    "reconnecting",
    "connecting",
    "online",
  ]);
  client.close();
  await server.stop();
});

Deno.test("4401 signs out with the server's words and does not come back", async () => {
  const server = startServer();
  const { client, seen, states } = startClient(server.origin);
  const { socket } = await server.peer();
  await seen("online");
  socket.send(JSON.stringify({ type: "signed-out", message: "Disabled by the administrator." }));
  socket.close(CLOSE.signedOut);
  await seen("signed-out");
  assert.deepEqual(states.at(-1), {
    state: "signed-out",
    message: "Disabled by the administrator.",
  });
  await assert.rejects(client.ask(PEOPLE), { kind: "unavailable" });
  await server.stop();
});

Deno.test("4429 comes back slower", async () => {
  const server = startServer();
  const { client, seen, states } = startClient(server.origin, { minDelayMs: 5, maxDelayMs: 640 });
  const { socket } = await server.peer();
  await seen("online");
  const before = Date.now();
  socket.close(CLOSE.rateLimited);
  await seen("reconnecting");
  const [state] = states.slice(-1);
  assert.ok(state?.state === "reconnecting" && state.retryAt - before >= 300);
  client.close();
  await server.stop();
});

Deno.test("a request without an answer ends a dead connection", async () => {
  const server = startServer();
  const { client, seen } = startClient(server.origin, { requestTimeoutMs: 30 });
  await server.peer();
  await seen("online");
  await assert.rejects(client.ask(PEOPLE), { kind: "unavailable" });
  await server.peer();
  await seen("online", 2);
  client.close();
  await server.stop();
});

Deno.test("a quiet connection is probed", async () => {
  const server = startServer();
  const { client, seen } = startClient(server.origin, { idleMs: 10 });
  const { frames, socket } = await server.peer();
  await seen("online");
  const { value: probe } = await frames.next();
  assert.equal(probe.type, "people");
  socket.send(JSON.stringify({ type: "answer", ref: probe.ref, result: { people: [] } }));
  assert.equal((await frames.next()).value.type, "people");
  client.close();
  await server.stop();
});

Deno.test("a connection without a welcome is given up", async () => {
  const server = startServer({ welcome: false });
  const { client, seen } = startClient(server.origin, { connectTimeoutMs: 20 });
  await server.peer();
  await seen("reconnecting");
  assert.equal(client.online, false);
  await server.peer();
  client.close();
  await server.stop();
});

Deno.test("coming back to the network tries at once", async () => {
  const server = startServer();
  const { client, seen, wake } = startClient(server.origin, {
    minDelayMs: 60_000,
    maxDelayMs: 60_000,
  });
  const { socket } = await server.peer();
  await seen("online");
  socket.close();
  await seen("reconnecting");
  wake();
  await server.peer();
  await seen("online", 2);
  client.close();
  await server.stop();
});

Deno.test("a frame outside the grammar is reported and changes nothing", async () => {
  const server = startServer();
  const { client, seen, until, bad, pushed } = startClient(server.origin);
  const { socket } = await server.peer();
  await seen("online");
  socket.send("{");
  socket.send(JSON.stringify({ type: "presence", user: "nobody", online: true, time: "now" }));
  socket.send(JSON.stringify({ type: "catch-up", extra: 1 }));
  socket.send(JSON.stringify({ type: "catch-up" }));
  await until(() => pushed.length === 2);
  assert.equal(bad.length, 3);
  assert.deepEqual(pushed[1], { type: "catch-up" });
  client.close();
  await server.stop();
});

Deno.test("several frames in one message are taken in order, a bad one alone is dropped", async () => {
  const server = startServer();
  const { client, seen, until, bad, pushed } = startClient(server.origin);
  const { socket, frames } = await server.peer();
  await seen("online");
  const asked = client.ask(PEOPLE);
  const { value: { ref } } = await frames.next();
  const left = { type: "left", conv: "c".repeat(43) };
  socket.send(JSON.stringify([
    { type: "catch-up" },
    { type: "nonsense" },
    { type: "answer", ref, result: { people: [] } },
    { ...left, conv: "A".repeat(43) },
  ]));
  assert.deepEqual(await asked, { people: [] });
  await until(() => pushed.length === 3);
  assert.equal(bad.length, 1);
  assert.deepEqual(pushed.slice(1), [{ type: "catch-up" }, { ...left, conv: "A".repeat(43) }]);
  client.close();
  await server.stop();
});

Deno.test("a server of another version asks for a reload", async () => {
  const server = startServer({ welcome: false });
  const { seen, states } = startClient(server.origin);
  const { socket } = await server.peer();
  socket.send(JSON.stringify({ ...WELCOME, version: WIRE_VERSION + 1 }));
  await seen("signed-out");
  assert.match((states.at(-1) as { message: string }).message, /[Rr]eload/);
  await server.stop();
});

Deno.test("what is over a frame's bound is refused before it is sent", async () => {
  const server = startServer();
  const { client, seen } = startClient(server.origin);
  await server.peer();
  await seen("online");
  const huge = { type: "people", filler: "x".repeat(70_000) } as unknown as Ask;
  await assert.rejects(client.ask(huge), { kind: "too-large" });
  client.close();
  await server.stop();
});

Deno.test("an abort ends the connection and what is open", async () => {
  const server = startServer();
  const { client, seen, abort } = startClient(server.origin);
  const { frames } = await server.peer();
  await seen("online");
  const asked = client.ask(PEOPLE);
  await frames.next();
  abort.abort();
  await assert.rejects(asked, { kind: "unavailable" });
  assert.equal(client.online, false);
  await server.stop();
});

Deno.test("a welcome in parts is told whole, and what was pushed meanwhile after it", async () => {
  const server = startServer({ welcome: false });
  const { pushed, states, until } = startClient(server.origin);
  const { socket } = await server.peer();
  const conversation = (n: number) => ({
    id: `${"A".repeat(41)}${n}A`,
    kind: "room",
    members: [],
    name: "Room",
    policy: "open",
    head: 0,
    since: 0,
  });
  const [one, two, three] = [conversation(1), conversation(2), conversation(3)];
  const left = { type: "left", conv: one.id };
  socket.send(JSON.stringify({ type: "conversations", conversations: [one] }));
  socket.send(JSON.stringify(left));
  socket.send(JSON.stringify({ type: "conversations", conversations: [two] }));
  assert.deepEqual([pushed, states.at(-1)], [[], { state: "connecting" }]);
  socket.send(JSON.stringify({ ...WELCOME, conversations: [three] }));
  await until(() => pushed.length === 2);
  assert.deepEqual(pushed, [{ ...WELCOME, conversations: [one, two, three] }, left]);
  socket.close();
  await server.stop();
});

Deno.test("a welcome that comes slowly is waited for, part by part", async () => {
  const server = startServer({ welcome: false });
  const { states, seen, abort } = startClient(server.origin, { connectTimeoutMs: 300 });
  const { socket } = await server.peer();
  for (let part = 0; part < 6; part++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.send(JSON.stringify({ type: "conversations", conversations: [] }));
  }
  socket.send(JSON.stringify(WELCOME));
  await seen("online");
  assert.deepEqual(states.map(({ state }) => state), ["connecting", "online"]);
  abort.abort();
  await server.stop();
});

Deno.test("parts of a welcome that broke off are no part of the next one", async () => {
  const server = startServer({ welcome: false });
  const { pushed, until, abort } = startClient(server.origin);
  const first = await server.peer();
  const notice = JSON.stringify({ type: "conversations", conversations: [] });
  first.socket.send(notice);
  first.socket.send(JSON.stringify({ type: "catch-up" }));
  first.socket.close();
  const second = await server.peer();
  second.socket.send(JSON.stringify(WELCOME));
  await until(() => pushed.length > 0);
  assert.deepEqual(pushed, [WELCOME]);
  abort.abort();
  await server.stop();
});
