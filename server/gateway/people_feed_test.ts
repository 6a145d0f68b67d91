/** What sockets are told of people, over a gateway: who is there, who writes, what they are called. */

import assert from "node:assert/strict";
import type { PresenceChange, PresenceFrame } from "../../protocol/frames/server_frames.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { PresenceEvent } from "../router/events.ts";
import { until } from "../../tests/support/eventually.ts";
import { ada, bob, cyd, inWorld, talk } from "../../tests/support/gateway_world.ts";
import type { Wire } from "../../tests/support/wire.ts";

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
    const [shown, still] = [await world.open(cookie), await world.open(cookie, "hidden")];
    await shown.close();
    await until("one socket is left", () => world.gateway.sockets === 1);
    await still.close();
    assert.equal(await seen(), undefined, "what was seen closed while another hid");
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

Deno.test("who comes and goes without end is told of now and then, and rightly at last", () =>
  inWorld(async (world) => {
    const { broker, clock } = world;
    const changes: PresenceChange[] = [];
    await (await broker.subscribe("n2", (batch) => {
      for (const { text } of batch.events) {
        const event = JSON.parse(text) as PresenceEvent;
        if (event.type === "changes") changes.push(...event.changes);
      }
    }, () => {})).bind(["presence"]);
    const watching = await world.open((await world.signIn(bob)).cookie);
    const { cookie } = await world.signIn(ada);
    for (let i = 0; i < 15; i++) await (await world.open(cookie)).close();
    await until("all have closed", () => world.gateway.sockets === 1);
    const last = await world.open(cookie);
    const ofAda = () => changes.filter(({ user }) => user === ada.id).map((one) => one.presence);
    const distinct = Array.from({ length: 20 }, (_, i) => i % 2 === 0 ? "online" : "offline");
    await until("the first ones", () => ofAda().length === 20);
    // Longer than what is held waits to be told, if it may be.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.deepEqual(ofAda(), distinct);
    clock.ms += 5_000;
    await until("how it is now", () => ofAda().length === 21);
    assert.deepEqual(ofAda(), [...distinct, "online"]);
    const frames = watching.pushed.filter(({ type }) => type === "presence");
    assert.ok(frames.length <= 22, String(frames.length));
    // Who hides meanwhile does not say since when.
    await last.close();
    await until("she has gone", () => world.gateway.sockets === 1);
    await world.open(cookie, "hidden");
    clock.ms += 5_000;
    await until("the end", () => ofAda().length === 22);
    assert.deepEqual(changes.at(-1), { user: ada.id, presence: "offline" });
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
    assert.deepEqual(await wire.ask({ type: "names" }), { names: [name] });
    for (let i = 1; i < 20; i++) await wire.ask({ type: "set-name", ...name }).catch(() => {});
    const refused = await wire.ask({ type: "set-name", ...name }).then(() => undefined, (e) => e);
    assert.deepEqual([refused?.kind, refused?.reason], ["rate-limited", "name-changes"]);
    world.clock.ms += 3 * 60_000;
    const later = await ada.name("Ann", { atMs: world.clock.ms });
    await wire.ask({ type: "set-name", ...later });
    assert.deepEqual(await wire.ask({ type: "people" }), { people: [] });
  }));
