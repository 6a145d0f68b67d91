import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Bridge } from "../../broker/bridge_port.ts";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import { EmbeddedDirectory } from "../../directory/embedded/directory.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  CLOSE,
  type EventsFrame,
  type NamesFound,
  type PeopleFound,
  type PresenceFrame,
  type SocketState,
  type WelcomeFrame,
} from "../../protocol/frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { gate, within } from "../../tests/conformance/broker_support.ts";
import { TEST_TIME, type TestPerson } from "../../tests/support/certificates.ts";
import { openLocalBridge } from "../../tests/support/local_bridge.ts";
import { anyId, directOf, enrolAda, enrolBob, enrolCyd } from "../../tests/support/members.ts";
import { Wire } from "../../tests/support/wire.ts";
import type { Archive } from "../archive/port.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import type { Sessions } from "../sessions/port.ts";
import { openSqliteSessions } from "../sessions/sqlite_sessions.ts";
import { Gateway } from "./gateway.ts";

const [ada, bob, cyd] = await Promise.all([enrolAda(), enrolBob(), enrolCyd()]);
const SESSION_MS = 3_600_000;

interface World {
  gateway: Gateway;
  bridge: Bridge;
  archive: Archive;
  broker: EmbeddedBroker;
  sessions: Sessions;
  clock: { ms: number };
  lines: string[];
  port: number;
  /** Keys that the node's mailbox is bound to. */
  bound: Set<string>;
  /** What is asked of the archive goes through here first. */
  before: Partial<Record<keyof Archive, () => void | Promise<void>>>;
  /** What the directory says of everybody; undefined: it is down. */
  active: Set<UserId> | undefined;
  signIn(who: { person: TestPerson }): Promise<{ cookie: string; id: string }>;
  /** Opens a socket; resolves after the welcome. */
  open(cookie: string, state?: SocketState): Promise<Wire>;
}

async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-gateway-" });
  const clock = { ms: TEST_TIME.getTime() };
  const lines: string[] = [];
  const log = (level: string, message: string) => void lines.push(`${level} ${message}`);
  const archive = openSqliteArchive(`${folder}/archive.db`);
  const before: World["before"] = {};
  const watched = new Proxy(archive, {
    get: (target, name: keyof Archive) => async (...args: never[]) => {
      const result = await (target[name] as (...args: never[]) => unknown)(...args);
      await before[name]?.();
      return result;
    },
  });
  const broker = new EmbeddedBroker({ log: () => {} });
  const bridge = await openLocalBridge({
    nodeId: "n1",
    broker,
    archive: watched,
    clock: () => clock.ms,
    log,
  });
  const bound = new Set<string>();
  const { bind, unbind } = bridge;
  bridge.bind = async (keys) => {
    await bind(keys);
    keys.forEach((key) => bound.add(key));
  };
  bridge.unbind = (keys) => {
    unbind(keys);
    keys.forEach((key) => bound.delete(key));
  };
  const sessions = openSqliteSessions({
    path: `${folder}/sessions.db`,
    sessionMs: SESSION_MS,
    clock: () => clock.ms,
  });
  const people = new EmbeddedDirectory({
    file: `${folder}/directory.db`,
    passwords: { hash: () => Promise.resolve("x"), verify: () => Promise.resolve(false) },
  });
  const gateway = new Gateway({
    nodeId: "n1",
    bridge,
    sessions,
    directory: {
      list: (options) => people.list(options),
      findById: (id) => people.findById(id),
      active: (ids) =>
        world.active === undefined
          ? Promise.reject(new AppError("unavailable", "The directory is down."))
          : Promise.resolve(new Set(ids.filter((id) => world.active!.has(id)))),
    },
    allowsOrigin: () => true,
    tokenOf: (cookies) => cookies?.replace("token=", ""),
    messagesPerSecond: 100,
    socketsPerPerson: 10,
    clock: () => clock.ms,
    log,
  });
  await gateway.start();
  const server = createServer();
  server.on("upgrade", (request, socket, head) => void gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const wires: Wire[] = [];
  const world: World = {
    gateway,
    bridge,
    archive,
    broker,
    sessions,
    clock,
    lines,
    port,
    bound,
    before,
    active: new Set([ada.id, bob.id, cyd.id]),
    signIn: async ({ person: { id: user, uid, fullName } }) => {
      const { token, session } = await sessions.create({ user, uid, fullName });
      return { cookie: `token=${token}`, id: session.id };
    },
    open: async (cookie, state) => {
      const wire = await Wire.open(`http://127.0.0.1:${port}`, cookie, { state });
      wires.push(wire);
      await wire.welcome;
      return wire;
    },
  };
  for (const { identity } of [ada, bob, cyd]) await archive.publishIdentity(identity);
  try {
    await test(world);
  } finally {
    gateway.close();
    await Promise.all(wires.map((wire) => wire.close()));
    await until("no socket is left", () => gateway.sockets === 0);
    await new Promise((resolve) => server.close(resolve));
    await bridge.close();
    await gateway.finish();
    await sessions.close();
    await people.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Looks after every turn of the event loop. */
async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!await look()) {
    if (performance.now() > deadline) throw new Error(`It did not come: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function closeCode(wire: Wire): Promise<number> {
  return (await wire.waitUntil(() => wire.closed)).code;
}

/** ada and bob's conversation, with an epoch. */
async function talk({ archive, bridge }: World) {
  const conv = await directOf(ada, bob);
  await archive.openDirect(conv, ada.id, bob.id);
  const { id, wraps, manifest } = await ada.epoch(conv, { recipients: [ada, bob] });
  await bridge.submit(wraps);
  await bridge.submit(manifest);
  return { conv, epoch: id };
}

function conversationsOf({ conversations }: WelcomeFrame): ConversationId[] {
  return conversations.map(({ id }) => id);
}

/** A client by hand, which answers nothing by itself. */
async function openRaw({ port }: World, cookie: string) {
  const raw = connect(port, "127.0.0.1");
  raw.on("error", () => {});
  let heard = "";
  raw.on("data", (data) => heard += data.toString("latin1"));
  const closed = new Promise((resolve) => raw.once("close", resolve));
  raw.write(
    "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
      `Cookie: ${cookie}\r\n\r\n`,
  );
  await until("the welcome", () => heard.includes('"welcome"'));
  /** One masked frame (RFC 6455 5.2), with a mask of zeros. */
  const send = (opcode: number, payload: Uint8Array) => {
    const length = payload.length < 126
      ? [0x80 | payload.length]
      : [0x80 | 126, payload.length >> 8, payload.length & 255];
    raw.write(new Uint8Array([0x80 | opcode, ...length, 0, 0, 0, 0, ...payload]));
  };
  return {
    closed,
    heard: () => heard,
    sendText: (text: string) => send(1, new TextEncoder().encode(text)),
    sendClose: () => send(8, new Uint8Array([0x03, 0xe8])),
  };
}

Deno.test("after a sign-out nothing more is taken from the socket, whatever it sends", () =>
  inWorld(async (world) => {
    const { gateway, archive, bridge } = world;
    const { conv, epoch } = await talk(world);
    const raw = await openRaw(world, (await world.signIn(ada)).cookie);
    const frameOf = (ref: number) => {
      const { kind, body } = ada.message(conv, epoch);
      return JSON.stringify({ type: "submit", ref, conv, kind, body: JSON.parse(body) });
    };
    raw.sendText(frameOf(1));
    await until("the first receipt", () => raw.heard().includes('"ref":1,"result"'));
    assert.equal((await archive.load(conv))?.head, 2);
    gateway.endSessions({ user: ada.id, sessions: [], message: "Over." });
    await until("the goodbye", () => raw.heard().includes("signed-out"));
    raw.sendText(frameOf(2));
    raw.sendClose();
    await within(raw.closed, "the end of the socket");
    const { seq } = await bridge.submit(bob.message(conv, epoch));
    assert.equal(seq, 3, "the message after the sign-out has no place");
    assert.ok(!raw.heard().includes('"ref":2'));
  }));

Deno.test("a sign-out ends the sessions it names, and the person's others go on", () =>
  inWorld(async (world) => {
    const [one, two, other] = [
      await world.signIn(ada),
      await world.signIn(ada),
      await world.signIn(bob),
    ];
    const wires = await Promise.all([one, one, two, other].map(({ cookie }) => world.open(cookie)));
    world.gateway.endSessions({ user: ada.id, sessions: [one.id], message: "Over." });
    assert.deepEqual(await Promise.all(wires.slice(0, 2).map(closeCode)), [
      CLOSE.signedOut,
      CLOSE.signedOut,
    ]);
    await wires[2]!.ask({ type: "rooms" });
    await wires[3]!.ask({ type: "rooms" });
    const signedOut = wires[0]!.pushed.find(({ type }) => type === "signed-out");
    assert.deepEqual(signedOut, { type: "signed-out", message: "Over." });
  }));

Deno.test("a request that is under way at the sign-out is not answered and breaks nothing", () =>
  inWorld(async (world) => {
    const { opened, open } = gate();
    const wire = await world.open((await world.signIn(ada)).cookie);
    let asked = false;
    world.before.openRooms = () => {
      asked = true;
      return opened;
    };
    const answer = wire.ask({ type: "rooms" }).then(() => "answered", () => "not answered");
    await until("the request", () => asked);
    world.gateway.endSessions({ user: ada.id, sessions: [], message: "Over." });
    assert.equal(await closeCode(wire), CLOSE.signedOut);
    open();
    assert.equal(await answer, "not answered");
    await until("the socket is forgotten", () => world.gateway.sockets === 0);
  }));

Deno.test("a session that expires ends its own sockets only, at the next frame", () =>
  inWorld(async (world) => {
    const old = await world.open((await world.signIn(ada)).cookie);
    world.clock.ms += SESSION_MS - 1;
    const fresh = await world.open((await world.signIn(ada)).cookie);
    await old.ask({ type: "rooms" });
    world.clock.ms += 1;
    await old.ask({ type: "rooms" }).then(() => assert.fail("answered"), () => {});
    assert.equal(await closeCode(old), CLOSE.signedOut);
    await fresh.ask({ type: "rooms" });
    assert.equal(fresh.closed, undefined);
  }));

Deno.test("a session that expires ends sockets that only listen", () =>
  inWorld(async (world) => {
    const old = await world.open((await world.signIn(ada)).cookie);
    world.clock.ms += SESSION_MS;
    const fresh = await world.open((await world.signIn(ada)).cookie);
    world.gateway.checkSockets();
    assert.equal(await closeCode(old), CLOSE.signedOut);
    await fresh.ask({ type: "rooms" });
  }));

Deno.test("a socket that answers no ping is cut at the next one", () =>
  inWorld(async (world) => {
    const raw = await openRaw(world, (await world.signIn(ada)).cookie);
    const wire = await world.open((await world.signIn(bob)).cookie);
    world.gateway.checkSockets();
    await wire.ask({ type: "rooms" });
    world.gateway.checkSockets();
    await within(raw.closed, "the end of the silent one");
    await wire.ask({ type: "rooms" });
    assert.equal(world.gateway.sockets, 1);
  }));

Deno.test("who is gone from the directory or disabled there is signed out everywhere", () =>
  inWorld(async (world) => {
    const [session, other] = [await world.signIn(ada), await world.signIn(bob)];
    const [wire, others] = [await world.open(session.cookie), await world.open(other.cookie)];
    await world.gateway.endDeparted();
    await wire.ask({ type: "rooms" });
    world.active!.delete(ada.id);
    await world.gateway.endDeparted();
    assert.equal(await closeCode(wire), CLOSE.signedOut);
    assert.equal(await world.sessions.find(session.cookie.replace("token=", "")), undefined);
    await others.ask({ type: "rooms" });
    assert.ok(await world.sessions.find(other.cookie.replace("token=", "")));
  }));

Deno.test("a directory that is down puts nobody out", () =>
  inWorld(async (world) => {
    const wire = await world.open((await world.signIn(ada)).cookie);
    world.active = undefined;
    await world.gateway.endDeparted();
    await wire.ask({ type: "rooms" });
    assert.match(world.lines.join(), /could not be checked/);
  }));

Deno.test("a socket that closes before its welcome leaves nothing bound", () =>
  inWorld(async (world) => {
    await talk(world);
    const { opened, open } = gate();
    world.before.conversationsOf = () => opened;
    const { cookie } = await world.signIn(ada);
    const wire = await Wire.open(`http://127.0.0.1:${world.port}`, cookie);
    await until("the socket", () => world.gateway.sockets === 1);
    await wire.close();
    await until("it is forgotten", () => world.gateway.sockets === 0);
    const bound = [...world.bound];
    open();
    await world.bridge.archive.conversationsOf(ada.id);
    await until("everything is unbound", () => world.bound.size === bound.length);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual([...world.bound].sort(), bound.sort());
    assert.ok(!bound.some((key) => key.startsWith("user.") || key.startsWith("conv.")));
  }));

Deno.test("a conversation that begins during the welcome is in it, and its events arrive", () =>
  inWorld(async (world) => {
    const { archive, bridge } = world;
    const conv = await directOf(ada, bob);
    let readings = 0;
    // After the first reading and before anything is bound: its news goes past this socket.
    world.before.conversationsOf = async () => {
      if (++readings === 1) await archive.openDirect(conv, ada.id, bob.id);
    };
    const wire = await world.open((await world.signIn(ada)).cookie);
    assert.deepEqual(conversationsOf(await wire.welcome), [conv]);
    const { wraps, manifest } = await ada.epoch(conv, { recipients: [ada, bob] });
    await bridge.submit(wraps);
    await bridge.submit(manifest);
    const events = await wire.waitFor<EventsFrame>(({ type }) => type === "events");
    assert.deepEqual(events.events.map(({ id }) => id), [manifest.id]);
  }));

Deno.test("who leaves a room during the welcome hears no more of it", () =>
  inWorld(async (world) => {
    const { archive, bridge } = world;
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    const removed = await ada.record(added.state, { type: "remove", subject: bob.id });
    const { room } = created.state;
    for (const { submitted } of [created, added]) await bridge.submit(submitted);
    let readings = 0;
    world.before.conversationsOf = async () => {
      if (++readings === 1) await bridge.submit(removed.submitted);
    };
    const wire = await world.open((await world.signIn(bob)).cookie);
    assert.deepEqual(conversationsOf(await wire.welcome), []);
    assert.ok(!world.bound.has(`conv.${room}`));
    assert.deepEqual((await archive.load(room))?.members, [ada.id]);
  }));

Deno.test("a new conversation is told with its summary, and its end ends its events", () =>
  inWorld(async (world) => {
    const { bridge } = world;
    const wire = await world.open((await world.signIn(bob)).cookie);
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    const { room } = created.state;
    for (const { submitted } of [created, added]) await bridge.submit(submitted);
    const told = await wire.waitFor(({ type }) => type === "conversation");
    assert.ok(told.type === "conversation" && told.conversation.id === room);
    assert.equal(told.conversation.name, "K");
    assert.ok(world.bound.has(`conv.${room}`));
    const removed = await ada.record(added.state, { type: "remove", subject: bob.id });
    await bridge.submit(removed.submitted);
    assert.deepEqual(await wire.waitFor(({ type }) => type === "left"), {
      type: "left",
      conv: room,
    });
    assert.ok(!world.bound.has(`conv.${room}`));
  }));

Deno.test("news of a conversation that one has left already binds nothing", () =>
  inWorld(async (world) => {
    const wire = await world.open((await world.signIn(bob)).cookie);
    const conv = anyId<ConversationId>();
    const text = JSON.stringify({ type: "conversation", conv });
    await world.broker.publish([{ key: `user.${bob.id}`, text }]);
    await until("it was looked at and left", () => !world.bound.has(`conv.${conv}`));
    await wire.ask({ type: "rooms" });
    await until("nothing is bound", () => !world.bound.has(`conv.${conv}`));
    assert.ok(!wire.pushed.some(({ type }) => type === "conversation"));
  }));

Deno.test("after a loss of events sockets learn what began and what ended, and catch up", () =>
  inWorld(async (world) => {
    const { archive, bridge } = world;
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    const { room } = created.state;
    for (const { submitted } of [created, added]) await bridge.submit(submitted);
    const wire = await world.open((await world.signIn(bob)).cookie);
    const conv = await directOf(ada, bob);
    await archive.openDirect(conv, ada.id, bob.id);
    const { publish } = world.broker;
    world.broker.publish = () => Promise.resolve();
    const removed = await ada.record(added.state, { type: "remove", subject: bob.id });
    await bridge.submit(removed.submitted);
    world.broker.publish = publish;
    bridge.onLost();
    await wire.waitFor(({ type }) => type === "catch-up");
    const told = wire.pushed.filter(({ type }) => type === "conversation" || type === "left");
    assert.deepEqual(told.map((frame) => frame.type === "left" ? frame.conv : ""), ["", room]);
    assert.ok(told[0]?.type === "conversation" && told[0].conversation.id === conv);
    assert.ok(world.bound.has(`conv.${conv}`) && !world.bound.has(`conv.${room}`));
  }));

Deno.test("an event that no node wrote is dropped with a line in the log", () =>
  inWorld(async (world) => {
    const wire = await world.open((await world.signIn(ada)).cookie);
    await world.broker.publish([
      ...["presence", "identity", "session", `user.${ada.id}`].map((key) => ({ key, text: "{" })),
      { key: "session", text: "null" },
      { key: "presence", text: '{"type":"changes","node":"n2"}' },
    ]);
    await until(
      "the lines",
      () => world.lines.filter((l) => /no node of ours/.test(l)).length >= 4,
    );
    await wire.ask({ type: "rooms" });
    assert.equal(wire.closed, undefined);
  }));

Deno.test("a binding that fails sends the socket away, and the next one gets its events", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const { bind } = world.bridge;
    world.bridge.bind = () => Promise.reject(new AppError("unavailable", "No answer."));
    const { cookie } = await world.signIn(ada);
    const refused = await Wire.open(`http://127.0.0.1:${world.port}`, cookie);
    assert.equal(await closeCode(refused), CLOSE.goingAway);
    world.bridge.bind = bind;
    const wire = await world.open(cookie);
    const message = bob.message(conv, epoch);
    await world.bridge.submit(message);
    const events = await wire.waitFor<EventsFrame>(({ type }) => type === "events");
    assert.deepEqual(events.events.map(({ id }) => id), [message.id]);
  }));

Deno.test("when the last socket of a person closes, it is kept when that was", () =>
  inWorld(async (world) => {
    const { cookie } = await world.signIn(ada);
    const [one, two] = [await world.open(cookie), await world.open(cookie)];
    await one.close();
    await until("one socket is left", () => world.gateway.sockets === 1);
    assert.equal((await world.sessions.lastSeen()).size, 0);
    world.clock.ms += 5;
    await two.close();
    await until("the time is kept", async () => (await world.sessions.lastSeen()).size === 1);
    assert.equal((await world.sessions.lastSeen()).get(ada.id), world.clock.ms);
  }));

Deno.test("times of sockets that close together are stored together", () =>
  inWorld(async (world) => {
    const { sessions, gateway } = world;
    const setLastSeen = sessions.setLastSeen;
    const stored: number[] = [];
    sessions.setLastSeen = (times) => {
      stored.push(times.size);
      return setLastSeen(times);
    };
    const wires = await Promise.all(
      [ada, bob, cyd].map(async (who) => world.open((await world.signIn(who)).cookie)),
    );
    await Promise.all(wires.map((wire) => wire.close()));
    await until("no socket is left", () => gateway.sockets === 0);
    await gateway.finish();
    assert.deepEqual(stored, [3]);
    assert.equal((await sessions.lastSeen()).size, 3);
  }));

Deno.test("of whoever hides no last-seen time is kept, neither then nor when they go", () =>
  inWorld(async (world) => {
    const { cookie } = await world.signIn(ada);
    const seen = async () => {
      await until("no socket is left", () => world.gateway.sockets === 0);
      await world.gateway.finish();
      return (await world.sessions.lastSeen()).get(ada.id);
    };
    await (await world.open(cookie)).close();
    assert.equal(await seen(), world.clock.ms);
    const hidden = await world.open(cookie, "hidden");
    await world.gateway.finish();
    assert.equal((await world.sessions.lastSeen()).get(ada.id), undefined);
    await hidden.close();
    assert.equal(await seen(), undefined);
    const hiding = await world.open(cookie);
    await hiding.ask({ type: "set-presence", state: "hidden" });
    await hiding.close();
    assert.equal(await seen(), undefined);
    await (await world.open(cookie, "away")).close();
    assert.equal(await seen(), world.clock.ms);
  }));

Deno.test("a socket that opens hidden is told to nobody, in no frame and no event", () =>
  inWorld(async (world) => {
    const { broker } = world;
    const events: string[] = [];
    await (await broker.subscribe("n2", (batch) => {
      events.push(...batch.events.map(({ text }) => text));
    }, () => {})).bind(["presence"]);
    const watching = await world.open((await world.signIn(bob)).cookie);
    const hidden = await world.open((await world.signIn(ada)).cookie, "hidden");
    const last = await world.open((await world.signIn(cyd)).cookie);
    const isOf = (user: UserId) => (frame: { type: string }) =>
      frame.type === "presence" &&
      (frame as PresenceFrame).changes.some((change) => change.user === user);
    await watching.waitFor(isOf(cyd.id));
    await hidden.close();
    await last.close();
    await watching.waitUntil(() => watching.pushed.filter(isOf(cyd.id))[1]);
    assert.ok(!watching.pushed.some(isOf(ada.id)));
    assert.ok(!events.some((text) => text.includes(ada.id)), events.join());
    const welcome = await last.welcome;
    assert.deepEqual([welcome.online.sort(), welcome.away], [[bob.id, cyd.id].sort(), []]);
  }));

Deno.test("a node that asks is told who is here, and its own people of before are gone", () =>
  inWorld(async (world) => {
    const { broker } = world;
    const events: string[] = [];
    await (await broker.subscribe("n2", (batch) => {
      events.push(...batch.events.map(({ text }) => text));
    }, () => {})).bind(["presence"]);
    const wire = await world.open((await world.signIn(ada)).cookie, "away");
    const tell = (event: unknown) =>
      broker.publish([{ key: "presence", text: JSON.stringify(event) }]);
    await tell({ type: "roster", node: "n2", online: [bob.id], away: [] });
    const isBob = (presence: string) => (frame: { type: string }) =>
      frame.type === "presence" &&
      (frame as PresenceFrame).changes.some((one) =>
        one.user === bob.id && one.presence === presence
      );
    await wire.waitFor(isBob("online"));
    events.length = 0;
    await tell({ type: "who", node: "n2" });
    await wire.waitFor(isBob("offline"));
    await until("the roster", () => events.some((text) => text.includes("roster")));
    const roster = JSON.parse(events.find((text) => text.includes("roster"))!);
    assert.deepEqual(roster, { type: "roster", node: "n1", online: [], away: [ada.id] });
  }));

Deno.test("what a socket asks before it has its answers is bounded", () =>
  inWorld(async (world) => {
    const { opened, open } = gate();
    const { conv, epoch } = await talk(world);
    world.before.openRooms = () => opened;
    const wire = await world.open((await world.signIn(ada)).cookie);
    const waiting = Array.from({ length: 512 }, () => wire.ask({ type: "typing", conv }));
    await Promise.all(waiting);
    const submit = world.bridge.submit;
    world.bridge.submit = async (submitted) => {
      await opened;
      return await submit(submitted);
    };
    const { kind, body } = ada.message(conv, epoch);
    const frame = { type: "submit", conv, kind, body: JSON.parse(body) } as never;
    const messages = Array.from({ length: 400 }, () => wire.ask(frame));
    const looks = Array.from({ length: 112 }, () => wire.ask({ type: "rooms" }));
    const outcome = (asked: Promise<unknown>) =>
      asked.then(() => "answered", (error: AppError) => error.message);
    const refused = await outcome(wire.ask({ type: "rooms" }));
    assert.match(refused, /at once/);
    open();
    assert.deepEqual(new Set(await Promise.all(looks.map(outcome))), new Set(["answered"]));
    assert.deepEqual(new Set(await Promise.all(messages.map(outcome))), new Set(["answered"]));
    assert.equal(await outcome(wire.ask({ type: "rooms" })), "answered");
  }));

Deno.test("a hint reaches the other members only, not too often, and not from who hides", () =>
  inWorld(async (world) => {
    const { conv } = await talk(world);
    const { cookie } = await world.signIn(ada);
    const [writer, second] = [await world.open(cookie), await world.open(cookie)];
    const reader = await world.open((await world.signIn(bob)).cookie);
    const other = await world.open((await world.signIn(cyd)).cookie);
    const hints = (wire: Wire) => wire.pushed.filter(({ type }) => type === "typing");
    for (let i = 0; i < 15; i++) await writer.ask({ type: "typing", conv });
    await reader.waitUntil(() => hints(reader)[9]);
    const time = new Date(world.clock.ms).toISOString();
    assert.deepEqual(hints(reader)[0], { type: "typing", conv, user: ada.id, time });
    world.clock.ms += 60_000;
    await second.ask({ type: "set-presence", state: "hidden" });
    await second.ask({ type: "typing", conv });
    await reader.ask({ type: "typing", conv });
    await writer.waitFor(({ type }) => type === "typing");
    assert.deepEqual([hints(reader).length, hints(second).length, hints(other)], [10, 1, []]);
    const refused = await other.ask({ type: "typing", conv }).then(() => undefined, (e) => e);
    assert.deepEqual([refused?.kind, refused?.reason], ["forbidden", "not-a-member"]);
    assert.equal((await world.archive.load(conv))?.head, 1, "nothing of it is stored");
  }));

Deno.test("a hint leaves the items around it whole and in order", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const reader = await world.open((await world.signIn(bob)).cookie);
    const item = (seq: number) => {
      const { id, kind, body } = ada.message(conv, epoch);
      const time = new Date(world.clock.ms).toISOString();
      return { conv, seq, kind, id, time, body: JSON.parse(body) };
    };
    const items = [item(2), item(3), item(4)];
    const [first, ...rest] = items.map((one) => ({
      key: `conv.${conv}`,
      text: JSON.stringify(one),
    }));
    const hint = { type: "typing", conv, user: ada.id, time: items[0]!.time };
    await world.broker.publish([
      first!,
      { key: `conv.${conv}`, text: JSON.stringify(hint) },
      ...rest,
    ]);
    await reader.waitUntil(() => reader.pushed.filter(({ type }) => type === "events")[1]);
    const heard = reader.pushed.filter(({ type }) => type === "events" || type === "typing");
    assert.deepEqual(heard, [
      { type: "events", events: items.slice(0, 1) },
      hint,
      { type: "events", events: items.slice(1) },
    ]);
  }));

Deno.test("a name is told to everybody and stands in the list; too many are refused", () =>
  inWorld(async (world) => {
    const wire = await world.open((await world.signIn(ada)).cookie);
    const watching = await world.open((await world.signIn(bob)).cookie);
    const name = await ada.name("Ace");
    assert.deepEqual(await wire.ask({ type: "set-name", ...name }), name);
    assert.deepEqual(await watching.waitFor(({ type }) => type === "name"), {
      type: "name",
      user: ada.id,
      name,
    });
    assert.deepEqual(await wire.ask<NamesFound>({ type: "names" }), { names: [name] });
    for (let i = 1; i < 20; i++) await wire.ask({ type: "set-name", ...name }).catch(() => {});
    const refused = await wire.ask({ type: "set-name", ...name }).then(() => undefined, (e) => e);
    assert.deepEqual([refused?.kind, refused?.reason], ["rate-limited", "name-changes"]);
    world.clock.ms += 3 * 60_000;
    const later = await ada.name("Ann", { atMs: world.clock.ms });
    await wire.ask({ type: "set-name", ...later });
    assert.deepEqual(await wire.ask<PeopleFound>({ type: "people" }), { people: [] });
  }));

Deno.test("a socket without a session, or over the number one may have, is told why", () =>
  inWorld(async (world) => {
    const none = await Wire.open(`http://127.0.0.1:${world.port}`, "token=AAAA");
    assert.equal(await closeCode(none), CLOSE.signedOut);
    const { cookie } = await world.signIn(ada);
    for (let i = 0; i < 10; i++) await world.open(cookie);
    const eleventh = await Wire.open(`http://127.0.0.1:${world.port}`, cookie);
    assert.equal(await closeCode(eleventh), CLOSE.rateLimited);
    assert.equal(world.gateway.sockets, 10);
  }));

Deno.test("when the server stops, sockets are told to come back, and new ones are not taken", () =>
  inWorld(async (world) => {
    const { cookie } = await world.signIn(ada);
    const wire = await world.open(cookie);
    world.gateway.close();
    assert.equal(await closeCode(wire), CLOSE.goingAway);
    await assert.rejects(Wire.open(`http://127.0.0.1:${world.port}`, cookie), /503/);
  }));
