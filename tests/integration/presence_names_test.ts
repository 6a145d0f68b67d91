/** Presence, typing hints and display names over the running server, with both brokers. */

import assert from "node:assert/strict";
import { makeDisplayName, verifyDisplayName } from "../../e2ee/display_name.ts";
import { PathResolver } from "../support/e2ee/path_resolver.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import type { PersonSummary, Presence } from "../../protocol/frames/answers.ts";
import type { NamePush, PresenceFrame, ServerFrame } from "../../protocol/frames/server_frames.ts";
import type { SocketState } from "../../protocol/frames/socket.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type Account, enrol, register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { type RabbitMq, startTestRabbitMq } from "../support/rabbitmq.ts";
import { Wire } from "../support/wire.ts";
import { laterRefusalOf } from "../support/refusals.ts";

interface World {
  origin: string;
  ana: Bot;
  bo: Bot;
  cy: Bot;
}

async function enter(
  { origin }: World,
  account: Account,
  state: SocketState = "online",
): Promise<Wire> {
  const wire = await Wire.open(origin, account.cookie, { state });
  await wire.welcome;
  return wire;
}

function changesOf(wire: Wire, user: UserId): PresenceFrame["changes"] {
  return wire.pushed
    .flatMap((frame) => frame.type === "presence" ? frame.changes : [])
    .filter((change) => change.user === user);
}

/** Waits until the last that `wire` heard of `user` is `presence`. */
function sees(wire: Wire, user: UserId, presence: Presence) {
  return wire.waitUntil(() => {
    const last = changesOf(wire, user).at(-1);
    return last?.presence === presence ? last : undefined;
  });
}

async function listed({ ana }: World, user: UserId): Promise<PersonSummary> {
  const { people } = await ana.wire.ask({ type: "people" });
  return people.find(({ id }) => id === user)!;
}

function signName(account: Account, name: string, atMs = Date.now()): Promise<NameRecord> {
  return makeDisplayName({
    user: account.user.id,
    cert: account.fingerprints.sign,
    name,
    signKey: account.keys.sign.privateKey,
    clock: () => atMs,
  });
}

const isName = (user: UserId, text: string) => (frame: ServerFrame): frame is NamePush =>
  frame.type === "name" && frame.user === user && frame.name.statement.includes(`"${text}"`);

const facts: Record<string, (world: World) => Promise<void>> = {
  "people see who is online, away and gone": async (world) => {
    const { origin, ana } = world;
    const account = await register(origin, "eli");
    const { id } = account.user;
    const wire = await enter(world, account);
    await sees(ana.wire, id, "online");
    await wire.ask({ type: "set-presence", state: "away" });
    await sees(ana.wire, id, "away");
    assert.equal((await listed(world, id)).presence, "away");
    const second = await enter(world, account, "away");
    assert.deepEqual((await second.welcome).away, [id]);
    await wire.ask({ type: "set-presence", state: "online" });
    await sees(ana.wire, id, "online");
    await wire.close();
    await sees(ana.wire, id, "away");
    await second.close();
    assert.ok((await sees(ana.wire, id, "offline")).time);
    const { presence, lastSeen } = await listed(world, id);
    assert.equal(presence, "offline");
    assert.ok(Date.parse(lastSeen!) > Date.now() - 60_000);
  },

  "who hides is never told as there, from connecting to leaving": async (world) => {
    const { origin, ana } = world;
    const account = await register(origin, "fin");
    const { id } = account.user;
    const wire = await enter(world, account, "hidden");
    const { presence, lastSeen } = await listed(world, id);
    assert.deepEqual([presence, lastSeen], ["offline", undefined]);
    assert.ok(!(await wire.welcome).online.includes(id));
    const other = await register(origin, "gus");
    await (await enter(world, other)).close();
    await sees(ana.wire, other.user.id, "offline");
    assert.deepEqual(changesOf(ana.wire, id), []);
    await wire.ask({ type: "set-presence", state: "online" });
    await sees(ana.wire, id, "online");
    await wire.ask({ type: "set-presence", state: "hidden" });
    assert.equal((await sees(ana.wire, id, "offline")).time, undefined);
    await wire.close();
    const heard = changesOf(ana.wire, other.user.id).length;
    await (await enter(world, other)).close();
    await ana.wire.waitUntil(() => changesOf(ana.wire, other.user.id)[heard]);
    assert.deepEqual((await listed(world, id)).lastSeen, undefined);
    assert.equal(changesOf(ana.wire, id).length, 2);
  },

  "that somebody writes reaches the other members, and nobody else": async ({ ana, bo, cy }) => {
    const room = await ana.createRoom("Hints", "invite");
    await ana.change(room, { type: "add", subject: bo.id });
    await bo.wire.waitFor((frame) =>
      frame.type === "conversation" && frame.conversation.id === room
    );
    await ana.wire.ask({ type: "typing", conv: room });
    const hint = await bo.wire.waitFor((frame) => frame.type === "typing" && frame.conv === room);
    assert.ok(hint.type === "typing" && hint.user === ana.id);
    const refused = await laterRefusalOf(cy.wire.ask({ type: "typing", conv: room }));
    assert.equal(refused.reason, "not-a-member");
    await bo.wire.ask({ type: "typing", conv: room });
    await ana.wire.waitFor((frame) => frame.type === "typing" && frame.user === bo.id);
    const heard = [ana, bo, cy].map(({ wire }) =>
      wire.pushed.filter((frame) => frame.type === "typing" && frame.conv === room).length
    );
    assert.deepEqual(heard, [1, 1, 0], "nobody hears of himself");
    await ana.change(room, { type: "remove", subject: bo.id });
    await bo.wire.waitFor((frame) => frame.type === "left" && frame.conv === room);
    const late = await laterRefusalOf(bo.wire.ask({ type: "typing", conv: room }));
    assert.equal(late.reason, "not-a-member");
  },

  "a new name is told to everybody, and holds by its signature": async (world) => {
    const { origin, ana, bo } = world;
    const record = await signName(bo.account, "Bobbin");
    assert.deepEqual(await bo.wire.ask({ type: "set-name", ...record }), record);
    const { name } = await ana.wire.waitFor(isName(bo.id, "Bobbin"));
    const person = await listed(world, bo.id);
    assert.deepEqual([name, person.name], [record, record]);
    assert.deepEqual([person.uid, person.fullName], ["bo", "Test bo"], "these stay as they are");
    const crl = new Uint8Array(await (await fetch(`${origin}/ca/crl.der`)).arrayBuffer());
    const { root, issuing } = ana.account.chain;
    const resolver = new PathResolver({
      trust: { anchor: root, intermediates: [issuing], crls: [crl] },
      certificateOf: () => bo.account.certificates.sign,
      acceptsIdentity: () => true,
      clock: Date.now,
    });
    const verified = await verifyDisplayName(name, resolver);
    assert.ok(verified.ok && verified.name.name === "Bobbin");
  },

  "a forged, foreign, old or replayed name is refused with its reason": async ({ ana, bo, cy }) => {
    const now = Date.now();
    const [older, newer] = [
      await signName(cy.account, "Older", now - 2000),
      await signName(cy.account, "Newer", now - 1000),
    ];
    await cy.wire.ask({ type: "set-name", ...newer });
    const forged = { ...newer, statement: newer.statement.replace("Newer", "Boss!") };
    const refusals: [Bot, NameRecord, string][] = [
      [cy, forged, "signature"],
      [cy, { ...newer, sig: (await signName(ana.account, "Newer")).sig }, "signature"],
      [bo, newer, "sender"],
      [cy, newer, "not-newer"],
      [cy, older, "not-newer"],
      [cy, await signName(cy.account, "Clock", now - 600_000), "clock"],
      [cy, await signName(cy.account, "Clock", now + 600_000), "clock"],
    ];
    for (const [bot, record, reason] of refusals) {
      const refused = await laterRefusalOf(bot.wire.ask({ type: "set-name", ...record }));
      assert.equal(refused.reason, reason);
    }
    const broken = { ...newer, statement: newer.statement.replace("Newer", "New\u202eer") };
    assert.equal(
      (await laterRefusalOf(cy.wire.ask({ type: "set-name", ...broken }))).kind,
      "invalid",
    );
    assert.deepEqual(await cy.wire.ask({ type: "names" }), { names: [newer] });
  },

  "one's names are one's own to see and to clear, and outlive one's keys": async (world) => {
    const { origin, ana } = world;
    const account = await register(origin, "hal");
    const { id } = account.user;
    const wire = await enter(world, account);
    const now = Date.now();
    const records = [
      await signName(account, "One", now),
      await signName(account, "Two", now + 1),
      await signName(account, "", now + 2),
    ];
    for (const record of records) await wire.ask({ type: "set-name", ...record });
    const { names } = await wire.ask({ type: "names" });
    assert.deepEqual(names, records.toReversed());
    assert.deepEqual(await wire.ask({ type: "clear-names" }), {});
    assert.deepEqual(await wire.ask({ type: "names" }), { names: [records[2]] });
    assert.deepEqual((await listed(world, id)).name, records[2]);

    const renewed = await enrol(origin, account);
    await ana.wire.waitFor((frame) => frame.type === "identity" && frame.user === id);
    const withOld = await signName(account, "Thief", now + 3);
    const again = await enter(world, renewed);
    assert.equal(
      (await laterRefusalOf(again.ask({ type: "set-name", ...withOld }))).reason,
      "certificate",
    );
    assert.deepEqual((await listed(world, id)).name, records[2]);
    await again.ask({ type: "set-name", ...await signName(renewed, "Three", now + 3) });
    await ana.wire.waitFor(isName(id, "Three"));
    await Promise.all([wire.close(), again.close()]);
  },

  "an upgrade with any other state is refused": async ({ origin, ana }) => {
    for (const state of ["offline", "", "hidden&x=1", "Hidden"]) {
      await assert.rejects(
        Wire.open(origin, ana.account.cookie, { state: state as SocketState }),
        /404/,
      );
    }
  },
};

for (const transport of ["embedded", "RabbitMQ"] as const) {
  let rabbit: RabbitMq | undefined;
  let fixture: Fixture;
  let world: World;

  Deno.test.beforeAll(async () => {
    if (transport === "RabbitMQ") rabbit = await startTestRabbitMq();
    fixture = await startFixture(rabbit === undefined ? {} : { env: { TW_AMQP_URL: rabbit.url } });
    const { origin } = fixture.server;
    const join = async (uid: string) => Bot.connect(origin, await register(origin, uid));
    const [ana, bo, cy] = await Promise.all([join("ana"), join("bo"), join("cy")]);
    world = { origin, ana, bo, cy };
  });
  Deno.test.afterAll(async () => {
    await Promise.all([world.ana, world.bo, world.cy].map((bot) => bot.wire.close()));
    await fixture.close();
    await rabbit?.stop();
  });
  for (const [fact, check] of Object.entries(facts)) {
    Deno.test(`${transport}: ${fact}`, () => check(world));
  }
}
