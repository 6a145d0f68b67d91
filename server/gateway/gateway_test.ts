import assert from "node:assert/strict";
import { connect } from "node:net";
import { AppError } from "../../protocol/errors.ts";
import type { EventsFrame, WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import { CLOSE } from "../../protocol/frames/socket.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { gate } from "../../tests/conformance/broker_support.ts";
import { until } from "../../tests/support/eventually.ts";
import {
  ada,
  bob,
  closeCode,
  cyd,
  inWorld,
  SESSION_MS,
  talk,
  type World,
} from "../../tests/support/gateway_world.ts";
import { anyId, directOf } from "../../tests/support/members.ts";
import { within } from "../../tests/support/patience.ts";
import { Wire } from "../../tests/support/wire.ts";

function conversationsOf({ conversations }: WelcomeFrame): ConversationId[] {
  return conversations.map(({ id }) => id);
}

/** A client by hand, which answers nothing by itself. */
async function openRaw({ port }: World, cookie: string, awaited = '"welcome"') {
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
  await until(awaited, () => heard.includes(awaited));
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
    await world.currentSessions.endDeparted();
    await wire.ask({ type: "rooms" });
    world.active!.delete(ada.id);
    await world.currentSessions.endDeparted();
    assert.equal(await closeCode(wire), CLOSE.signedOut);
    assert.equal(await world.sessions.find(session.cookie.replace("token=", "")), undefined);
    await others.ask({ type: "rooms" });
    assert.ok(await world.sessions.find(other.cookie.replace("token=", "")));
  }));

Deno.test("a directory that is down puts nobody out", () =>
  inWorld(async (world) => {
    const wire = await world.open((await world.signIn(ada)).cookie);
    world.active = undefined;
    await world.currentSessions.endDeparted();
    await wire.ask({ type: "rooms" });
    assert.match(world.lines.join(), /could not be checked/);
  }));

Deno.test("a socket that closes before its welcome leaves nothing bound", () =>
  inWorld(async (world) => {
    await talk(world);
    const { opened, open } = gate();
    world.before.conversationIdsOf = () => opened;
    const { cookie } = await world.signIn(ada);
    const wire = await Wire.open(`http://127.0.0.1:${world.port}`, cookie);
    await until("the socket", () => world.gateway.sockets === 1);
    await wire.close();
    await until("it is forgotten", () => world.gateway.sockets === 0);
    const bound = [...world.bound];
    open();
    await world.bridge.archive.conversationIdsOf(ada.id);
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
    world.before.conversationIdsOf = async () => {
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
    world.before.conversationIdsOf = async () => {
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
    const announced = await wire.waitFor(({ type }) => type === "conversation");
    assert.ok(announced.type === "conversation" && announced.conversation.id === room);
    assert.equal(announced.conversation.name, "K");
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
    const announced = wire.pushed.filter(({ type }) => type === "conversation" || type === "left");
    assert.deepEqual(announced.map((frame) => frame.type === "left" ? frame.conv : ""), ["", room]);
    assert.ok(announced[0]?.type === "conversation" && announced[0].conversation.id === conv);
    assert.ok(world.bound.has(`conv.${conv}`) && !world.bound.has(`conv.${room}`));
  }));

Deno.test("an event that no node wrote is dropped with its key and why, and stops no other", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const wire = await world.open((await world.signIn(ada)).cookie);
    const user = `user.${ada.id}`;
    const item = `conv.${conv}`;
    const bad = {
      presence: [
        ...["{", "null", '{"type":"changes","node":"n2"}', '{"type":"who","node":""}'],
        '{"type":"changes","node":"n2","changes":[{"user":"x","presence":"online"}]}',
        '{"type":"roster","node":"n2","online":[1],"away":[]}',
        '{"type":"gone","node":"n2"}',
      ],
      identity: ["{", '{"user":"x","conversations":[]}', `{"user":"${bob.id}"}`],
      name: ["{", "[]", `{"user":"${bob.id}","name":{"statement":"{}","sig":"x"}}`],
      rooms: ["{", "null", '{"rooms":[]}'],
      session: [
        ...["{", "null", `{"user":"${ada.id}","sessions":"all","message":"Over."}`],
        `{"user":"${ada.id}","sessions":[],"message":5}`,
      ],
      [user]: ["{", '{"type":"left","conv":"x"}', `{"type":"entered","conv":"${conv}"}`],
      [item]: [
        ...["{", "null", "{}", `{"conv":"${conv}","seq":2}`],
        `{"type":"typing","conv":"${conv}","user":"x","time":""}`,
        `{"type":"typing"`,
      ],
    };
    const { body } = ada.message(conv, epoch);
    const time = new Date(world.clock.ms).toISOString();
    const text = `{"conv":"${conv}","seq":2,"kind":"message","id":"${anyId()}","time":"${time}",` +
      `"body":${body}}`;
    const all = Object.entries(bad).flatMap(([key, texts]) => texts.map((text) => ({ key, text })));
    const next = text.replace('"seq":2', '"seq":3');
    await world.broker.publish([{ key: item, text }, ...all, { key: item, text: next }]);
    const { events } = await wire.waitFor((frame) => frame.type === "events") as EventsFrame;
    assert.deepEqual(events, [JSON.parse(text), JSON.parse(next)], "and nothing between them");
    for (const [key, texts] of Object.entries(bad)) {
      const lines = world.lines.filter((l) =>
        l.includes(`no node of ours wrote was dropped ${key} `)
      );
      assert.equal(lines.length, texts.length, `${key}: ${world.lines.join("\n")}`);
      assert.ok(lines.every((line) => /Cannot read /.test(line)), lines.join("\n"));
    }
    assert.equal(world.lines.length, all.length, world.lines.join("\n"));
    await wire.ask({ type: "rooms" });
    // That she is there herself may be pushed to her meanwhile.
    const others = wire.pushed.filter(({ type }) => type !== "presence");
    assert.deepEqual(others.map(({ type }) => type), ["welcome", "events"]);
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

Deno.test("what a socket asks before it has its answers is bounded", () =>
  inWorld(async (world) => {
    const { opened, open } = gate();
    const { conv, epoch } = await talk(world);
    world.before.openRooms = () => opened;
    const wire = await world.open((await world.signIn(ada)).cookie);
    const waiting = Array.from({ length: 90 }, () => wire.ask({ type: "typing", conv }));
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

Deno.test("a person cannot open sockets faster than the rate, also where each is closed again", () =>
  inWorld(async (world) => {
    const { cookie } = await world.signIn(ada);
    const origin = `http://127.0.0.1:${world.port}`;
    for (let i = 0; i < 30; i++) await (await world.open(cookie)).close();
    await assert.rejects(Wire.open(origin, cookie), /429/);
    await world.open((await world.signIn(bob)).cookie);
    world.clock.ms += 500;
    await (await world.open(cookie)).close();
    await assert.rejects(Wire.open(origin, cookie), /429/);
  }));

Deno.test("who asks on and on after having been refused is put out, and nobody else", () =>
  inWorld(async (world) => {
    const { cookie } = await world.signIn(ada);
    const [wire, still] = [await world.open(cookie), await world.open(cookie)];
    const bobs = await world.open((await world.signIn(bob)).cookie);
    let answered = 0;
    let refused = 0;
    while (wire.closed === undefined && refused < 3_000) {
      await Promise.all(
        Array.from(
          { length: 100 },
          () =>
            wire.ask({ type: "rooms" }).then(() => answered++, (error: AppError) => {
              if (error.kind === "rate-limited") {
                refused++;
              }
            }),
        ),
      );
    }
    assert.equal(await closeCode(wire), CLOSE.rateLimited);
    assert.deepEqual([answered, refused], [500, 1_001]);
    // Whoever waits is heard again.
    world.clock.ms += 1_000;
    await still.ask({ type: "rooms" });
    await bobs.ask({ type: "rooms" });
  }));

Deno.test("frames that cannot be read count like any, and who sends on and on is put out", () =>
  inWorld(async (world) => {
    const wire = await world.open((await world.signIn(ada)).cookie);
    const bobs = await world.open((await world.signIn(bob)).cookie);
    let sent = 0;
    while (wire.closed === undefined && sent < 20_000) {
      for (let i = 0; i < 500; i++) wire.sendText(JSON.stringify({ ref: ++sent, type: "rubbish" }));
      await bobs.ask({ type: "rooms" });
    }
    assert.equal(await closeCode(wire), CLOSE.rateLimited);
    assert.ok(sent <= 3_000, `${sent} were heard`);
  }));

Deno.test("when the server stops, sockets are told to come back, and new ones are not taken", () =>
  inWorld(async (world) => {
    const { cookie } = await world.signIn(ada);
    const wire = await world.open(cookie);
    world.gateway.close();
    assert.equal(await closeCode(wire), CLOSE.goingAway);
    await assert.rejects(Wire.open(`http://127.0.0.1:${world.port}`, cookie), /503/);
  }));

Deno.test("a refusal for want of rights and a limit that was met are noted, by name", () =>
  inWorld(async (world) => {
    const { conv } = await talk(world);
    const { cookie } = await world.signIn(cyd);
    const wire = await world.open(cookie);
    await assert.rejects(wire.ask({ type: "typing", conv }), { kind: "forbidden" });
    assert.deepEqual(world.noted, [
      'not allowed {"uid":"cyd","frame":"typing","reason":"not-a-member"}',
    ]);
    const more = Array.from(
      { length: 10 },
      () => Wire.open(`http://127.0.0.1:${world.port}`, cookie),
    );
    const wires = await Promise.all(more);
    await Promise.any(wires.map(closeCode));
    assert.deepEqual(world.noted.slice(1), ['limit met {"uid":"cyd","limit":"open windows"}']);
    await Promise.all(wires.map((one) => one.close()));
  }));

Deno.test("who is put out because the account was closed is noted", () =>
  inWorld(async (world) => {
    await world.open((await world.signIn(ada)).cookie);
    world.active = new Set([bob.id]);
    await world.currentSessions.endDeparted();
    assert.deepEqual(world.noted, [
      `account closed ${JSON.stringify({ uid: "ada", user: ada.id, ended: "all sessions" })}`,
    ]);
  }));

Deno.test("a socket that was never let in is cut though it does not answer the goodbye", () =>
  inWorld(async (world) => {
    const { closed } = await openRaw(world, "token=nobody's", "101 Switching Protocols");
    await within(closed, "the end of the socket", 10_000);
  }));
