import assert from "node:assert/strict";
import type { SubmissionBatch } from "../../broker/port.ts";
import { AppError, type ErrorKind, fromProblem } from "../../protocol/errors.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { ITEM } from "../../protocol/items.ts";
import { TEST_TIME } from "../../tests/support/certificates.ts";
import {
  anyBlock,
  anyId,
  directOf,
  enrolAda,
  enrolBob,
  enrolCyd,
  Member,
  randomText,
} from "../../tests/support/members.ts";
import type { Archive } from "../archive/port.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import { ROOMS_KEY } from "./keys.ts";
import { type Routed, Router } from "./router.ts";
import { encodeSubmitted, type RouterAnswer, type Submitted } from "./submission.ts";

const [ada, bob, cyd] = await Promise.all([enrolAda(), enrolBob(), enrolCyd()]);

interface World {
  archive: Archive;
  router: Router;
  clock: { ms: number };
  lines: string[];
  /** What the archive does instead, for one call. */
  fail: Partial<Record<keyof Archive, unknown>>;
  /** Called before the archive is asked. */
  before: Partial<Record<keyof Archive, () => void | Promise<void>>>;
  /** Called when the archive has answered, before the router hears it. */
  after: Partial<Record<keyof Archive, () => void | Promise<void>>>;
}

/** A router over a SQLite archive in which ada, bob and cyd have identities. */
async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-router-" });
  const archive = openSqliteArchive(`${folder}/archive.db`);
  const clock = { ms: TEST_TIME.getTime() };
  const lines: string[] = [];
  const fail: World["fail"] = {};
  const before: World["before"] = {};
  const after: World["after"] = {};
  const watched = new Proxy(archive, {
    get: (target, name: keyof Archive) => async (...args: never[]) => {
      await before[name]?.();
      const failure = fail[name];
      delete fail[name];
      if (failure !== undefined) throw failure;
      const answer = await (target[name] as (...args: never[]) => unknown)(...args);
      await after[name]?.();
      return answer;
    },
  });
  const router = new Router({
    archive: watched,
    clock: () => clock.ms,
    log: (level, message, fields) => void lines.push(`${level} ${message} ${fields?.["error"]}`),
  });
  for (const { identity } of [ada, bob, cyd]) await archive.publishIdentity(identity);
  try {
    await test({ archive, router, clock, lines, fail, before, after });
  } finally {
    await archive.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function batch(...submitted: Submitted[]): SubmissionBatch {
  return { texts: submitted.map(encodeSubmitted), redelivered: false };
}

function answerTo(routed: Routed, { node, route }: Submitted): RouterAnswer {
  const found = routed.answers.get(node)?.filter((answer) => answer.route === route) ?? [];
  assert.equal(found.length, 1, `${found.length} answers to one submission`);
  return found[0]!;
}

/** The place it was given. */
function placeOf(routed: Routed, submitted: Submitted): number {
  const answer = answerTo(routed, submitted);
  assert.ok(answer.type === "receipt", `refused: ${JSON.stringify(answer)}`);
  return answer.receipt.seq;
}

function problemOf(routed: Routed, submitted: Submitted): [ErrorKind, string | undefined] {
  const answer = answerTo(routed, submitted);
  assert.ok(answer.type === "refused", `taken: ${JSON.stringify(answer)}`);
  const { kind, reason } = fromProblem(answer.problem);
  return [kind, reason];
}

/** A direct conversation of ada and bob with an epoch: its places 1 and on are for messages. */
async function talk({ archive, router }: World) {
  const conv = await directOf(ada, bob);
  await archive.openDirect(conv, ada.id, bob.id);
  const epoch = await ada.epoch(conv, { recipients: [ada, bob] });
  const routed = await router.route(batch(epoch.wraps, epoch.manifest));
  assert.equal(placeOf(routed, epoch.manifest), 1);
  return { conv, epoch: epoch.id };
}

Deno.test("messages get their places in order, and their events go to the conversation", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const messages = [ada.message(conv, epoch), bob.message(conv, epoch), ada.message(conv, epoch)];
    const routed = await world.router.route(batch(...messages));
    assert.deepEqual(messages.map((message) => placeOf(routed, message)), [2, 3, 4]);
    assert.deepEqual(routed.events.map(({ key }) => key), Array(3).fill(`conv.${conv}`));
    const items = routed.events.map(({ text }) => ITEM.parse(JSON.parse(text)));
    const { items: stored } = await world.archive.page(bob.id, conv, { after: 1, limit: 9 });
    assert.deepEqual(items, stored.map((text) => ITEM.parse(JSON.parse(text))));
    assert.equal(items[0]!.time, TEST_TIME.toISOString());
  }));

Deno.test("answers go to the node that asked, each with its own number", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const [here, there] = [ada.message(conv, epoch), bob.message(conv, epoch)];
    there.node = "n2";
    const routed = await world.router.route(batch(here, there));
    assert.deepEqual([...routed.answers.keys()], ["n1", "n2"]);
    assert.equal(placeOf(routed, there), 3);
  }));

Deno.test("the same message again gets the same place, in one batch and in the next", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const message = ada.message(conv, epoch);
    const again = { ...message, route: message.route + 1000 };
    const routed = await world.router.route(batch(message, again));
    assert.deepEqual([placeOf(routed, message), placeOf(routed, again)], [2, 2]);
    assert.equal(routed.events.length, 1);
    const answer = answerTo(routed, again);
    assert.ok(answer.type === "receipt" && answer.receipt.duplicate);
    const later = await world.router.route(batch(again));
    assert.equal(placeOf(later, again), 2);
    assert.deepEqual(later.events, []);
    assert.equal((await world.archive.load(conv))?.head, 2);
  }));

Deno.test("what was archived and perhaps never told is told when it is delivered again", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const message = ada.message(conv, epoch);
    const first = await world.router.route(batch(message));
    const again = await world.router.route({ ...batch(message), redelivered: true });
    assert.deepEqual(again.events, first.events);
    assert.equal(placeOf(again, message), 2);
  }));

Deno.test("a line that no gateway wrote is dropped, and the rest goes on", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const message = ada.message(conv, epoch);
    const { texts } = batch(message);
    const routed = await world.router.route({ texts: ["nonsense", ...texts], redelivered: false });
    assert.equal(placeOf(routed, message), 2);
    assert.match(world.lines.join(), /no gateway of ours/);
  }));

Deno.test("a body that no gateway wrote is refused, and nothing of it is archived", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const good = ada.message(conv, epoch);
    const { wraps, manifest } = await bob.epoch(conv, { recipients: [ada, bob], number: 2 });
    const room = await ada.record(undefined, { type: "create", name: "K", policy: "open" });
    const bad = [good, wraps, manifest, room.submitted].flatMap((submitted, i) =>
      ["{}", "{{", "null", `${submitted.body}}`, submitted.body.replace("{", '{"more":1,')].map(
        (body, j) => ({
          ...submitted,
          id: submitted.id && anyId(),
          route: 9_000 + 10 * i + j,
          body,
        }),
      )
    );
    const routed = await world.router.route(batch(...bad as Submitted[], good));
    for (const one of bad) {
      assert.equal(problemOf(routed, one as Submitted)[0], "invalid", one.body.slice(0, 40));
    }
    assert.equal(placeOf(routed, good), 2, "those beside them go on");
    const { items } = await world.archive.page(bob.id, conv, { after: 0, limit: 9 });
    assert.equal(items.map((text) => ITEM.parse(JSON.parse(text))).length, 2);
    assert.deepEqual(world.lines, [], "a refusal is the sender's business");
  }));

Deno.test("who is not a member, or names no conversation, is refused", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    const [stranger, nowhere] = [cyd.message(conv, epoch), ada.message(anyId(), epoch)];
    const epochOfCyd = await cyd.epoch(conv, { number: 2, recipients: [cyd] });
    const routed = await world.router.route(
      batch(stranger, nowhere, epochOfCyd.wraps, epochOfCyd.manifest),
    );
    for (const one of [stranger, epochOfCyd.wraps, epochOfCyd.manifest]) {
      assert.deepEqual(problemOf(routed, one), ["forbidden", "not-a-member"]);
    }
    assert.equal(problemOf(routed, nowhere)[0], "not-found");
    assert.deepEqual(routed.events, []);
    assert.equal((await world.archive.load(conv))?.head, 1);
  }));

Deno.test("a message must be sealed to the newest epoch", () =>
  inWorld(async (world) => {
    const conv = await directOf(ada, bob);
    await world.archive.openDirect(conv, ada.id, bob.id);
    const early = ada.message(conv, anyId());
    assert.deepEqual(problemOf(await world.router.route(batch(early)), early), ["stale", "epoch"]);
    const one = await ada.epoch(conv, { recipients: [ada, bob] });
    const two = await bob.epoch(conv, { number: 2, recipients: [ada, bob] });
    const [inTime, late] = [ada.message(conv, one.id), ada.message(conv, one.id)];
    const routed = await world.router.route(
      batch(one.wraps, one.manifest, inTime, two.wraps, two.manifest, late),
    );
    assert.equal(placeOf(routed, inTime), 2);
    assert.deepEqual(problemOf(routed, late), ["stale", "epoch"]);
  }));

Deno.test("of two epochs with one number the first counts", () =>
  inWorld(async (world) => {
    const conv = await directOf(ada, bob);
    await world.archive.openDirect(conv, ada.id, bob.id);
    const [first, second] = [
      await ada.epoch(conv, { recipients: [ada, bob] }),
      await bob.epoch(conv, { recipients: [ada, bob] }),
    ];
    const routed = await world.router.route(
      batch(second.wraps, first.wraps, first.manifest, second.manifest),
    );
    assert.equal(placeOf(routed, first.manifest), 1);
    assert.deepEqual(problemOf(routed, second.manifest), ["stale", "epoch"]);
    assert.equal((await world.archive.load(conv))?.epoch?.id, first.id);
    const skipping = await ada.epoch(conv, { number: 3, recipients: [ada, bob] });
    const later = await world.router.route(batch(skipping.wraps, skipping.manifest));
    assert.deepEqual(problemOf(later, skipping.manifest), ["stale", "epoch"]);
  }));

Deno.test("an epoch needs a wrap for every member, to the certificate they have now", () =>
  inWorld(async (world) => {
    const conv = await directOf(ada, bob);
    await world.archive.openDirect(conv, ada.id, bob.id);
    const bare = await ada.epoch(conv, { recipients: [ada, bob] });
    const half = await ada.epoch(conv, { recipients: [ada] });
    const wrong = await ada.epoch(conv, { recipients: [ada, bob] });
    const wraps = JSON.parse(wrong.wraps.body);
    wraps.wraps[1].cert = anyId();
    const routed = await world.router.route(
      batch(
        bare.manifest,
        half.wraps,
        half.manifest,
        { ...wrong.wraps, body: JSON.stringify(wraps) },
        wrong.manifest,
      ),
    );
    for (const { manifest } of [bare, half, wrong]) {
      assert.deepEqual(problemOf(routed, manifest), ["stale", "wraps"]);
    }
    assert.equal((await world.archive.load(conv))?.head, 0);
  }));

Deno.test("wraps count that came before, in the same batch, and from the maker only", () =>
  inWorld(async (world) => {
    const conv = await directOf(ada, bob);
    await world.archive.openDirect(conv, ada.id, bob.id);
    const epoch = await ada.epoch(conv, { recipients: [ada, bob] });
    const { epoch: id, wraps } = JSON.parse(epoch.wraps.body);
    const part = (sender: Member, some: unknown[]) =>
      sender.submit(conv, { kind: "wraps", body: { epoch: id, wraps: some as never } });
    const [first, second, foreign] = [
      part(ada, [wraps[0]]),
      part(ada, [wraps[1]]),
      part(bob, [wraps[1]]),
    ];
    const early = await world.router.route(batch(first, foreign, epoch.manifest));
    const answer = answerTo(early, first);
    assert.ok(answer.type === "receipt");
    assert.deepEqual([answer.receipt.seq, answer.receipt.id], [0, ""]);
    assert.deepEqual(problemOf(early, epoch.manifest), ["stale", "wraps"]);
    const routed = await world.router.route(batch(second, epoch.manifest));
    assert.equal(placeOf(routed, epoch.manifest), 1);
    assert.deepEqual(
      (await world.archive.wraps(bob.id, conv, [id])).map(({ cert }) => cert),
      [bob.identity.encrypt],
    );
  }));

Deno.test("wraps for somebody who is not a member are refused", () =>
  inWorld(async (world) => {
    const { conv } = await talk(world);
    const body = {
      epoch: anyId<never>(),
      wraps: [{ user: cyd.id, cert: cyd.identity.encrypt, wrap: anyBlock() }],
    };
    const wraps = ada.submit(conv, { kind: "wraps", body });
    const routed = await world.router.route(batch(wraps));
    assert.deepEqual(problemOf(routed, wraps), ["stale", "members"]);
  }));

Deno.test("a member without keys does not keep the others from making an epoch", () =>
  inWorld(async (world) => {
    const { archive, router } = world;
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const stranger = crypto.randomUUID() as typeof ada.id;
    const added = await ada.record(created.state, { type: "add", subject: stranger });
    const { room, head: control } = added.state;
    const epoch = await ada.epoch(room, { control, recipients: [ada] });
    const routed = await router.route(
      batch(created.submitted, added.submitted, epoch.wraps, epoch.manifest),
    );
    assert.equal(placeOf(routed, epoch.manifest), 3);
    assert.deepEqual((await archive.load(room))?.members.sort(), [ada.id, stranger].sort());
  }));

Deno.test("a room begins, people come and go, and each of them is told", () =>
  inWorld(async (world) => {
    const { archive, router } = world;
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "open" });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    const joined = await cyd.record(added.state, { type: "join" });
    const { room } = created.state;
    const announced = (routed: Routed) => routed.events.map(({ key, text }) => [key, text]);
    const first = await router.route(batch(created.submitted, added.submitted, joined.submitted));
    const news = JSON.stringify({ type: "conversation", conv: room });
    assert.deepEqual(announced(first).filter(([key]) => key!.startsWith("user.")), [
      [`user.${ada.id}`, news],
      [`user.${bob.id}`, news],
      [`user.${cyd.id}`, news],
    ]);
    assert.deepEqual(
      (await archive.load(room))?.members,
      [ada.id, bob.id, cyd.id],
      "in the order in which they came",
    );
    const left = await bob.record(joined.state, { type: "leave" });
    const removed = await ada.record(left.state, { type: "remove", subject: cyd.id });
    const second = await router.route(batch(left.submitted, removed.submitted));
    const gone = JSON.stringify({ type: "left", conv: room });
    assert.deepEqual(announced(second).filter(([key]) => key!.startsWith("user.")), [
      [`user.${bob.id}`, gone],
      [`user.${cyd.id}`, gone],
    ]);
    assert.deepEqual((await archive.load(room))?.members, [ada.id]);
    assert.equal((await archive.summary(ada.id, room))?.name, "K");
  }));

Deno.test("a change of members ends the epoch: messages and manifests must follow it", () =>
  inWorld(async (world) => {
    const { router } = world;
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const { room, head: control } = created.state;
    const epoch = await ada.epoch(room, { control, recipients: [ada] });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    const [good, late] = [ada.message(room, epoch.id), ada.message(room, epoch.id)];
    const oldControl = await ada.epoch(room, { number: 2, control, recipients: [ada] });
    const next = await bob.epoch(room, {
      number: 2,
      control: added.state.head,
      recipients: [ada, bob],
    });
    const routed = await router.route(batch(
      created.submitted,
      epoch.wraps,
      epoch.manifest,
      good,
      added.submitted,
      late,
      oldControl.wraps,
      oldControl.manifest,
      next.wraps,
      next.manifest,
    ));
    assert.deepEqual([placeOf(routed, good), placeOf(routed, next.manifest)], [3, 5]);
    assert.deepEqual(problemOf(routed, late), ["stale", "epoch"]);
    assert.deepEqual(problemOf(routed, oldControl.manifest), ["stale", "epoch"]);
  }));

Deno.test("records are refused by the room's rules, each with its reason", () =>
  inWorld(async (world) => {
    const { router } = world;
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    const meanwhile = await ada.record(created.state, { type: "add", subject: cyd.id });
    await router.route(batch(created.submitted, added.submitted));
    const openState = { ...added.state, policy: "open" as const };
    const uninvited = await cyd.record(openState, { type: "join" });
    const forged = await ada.record(added.state, { type: "rename", name: "X" });
    const body = JSON.parse(forged.submitted.body);
    forged.submitted.body = JSON.stringify({ ...body, sig: anyBlock() });
    const inDirect = await talk(world).then(({ conv }) => ({
      ...meanwhile.submitted,
      conv,
      route: 1_000_002,
    }));
    const routed = await router.route(
      batch(meanwhile.submitted, uninvited.submitted, forged.submitted, inDirect),
    );
    assert.deepEqual(problemOf(routed, meanwhile.submitted), ["stale", "control"]);
    assert.deepEqual(problemOf(routed, uninvited.submitted), ["forbidden", "not-open"]);
    assert.deepEqual(problemOf(routed, forged.submitted), ["forbidden", "signature"]);
    assert.equal(problemOf(routed, inDirect)[0], "forbidden");
  }));

Deno.test("a record with a number that does not follow is out of date, not forbidden", () =>
  inWorld(async ({ router }) => {
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const { state } = created;
    const skipping = await ada.record({ ...state, n: state.n + 1 }, { type: "rename", name: "X" });
    const again = await ada.record({ ...state, n: state.n - 1 }, { type: "rename", name: "Y" });
    const routed = await router.route(
      batch(created.submitted, skipping.submitted, again.submitted),
    );
    for (const { submitted } of [skipping, again]) {
      assert.deepEqual(problemOf(routed, submitted), ["stale", "control"]);
    }
  }));

Deno.test("whatever changes the list of open rooms is told to everybody, and nothing else is", () =>
  inWorld(async ({ router }) => {
    const told = async (submitted: Submitted) => {
      const routed = await router.route(batch(submitted));
      placeOf(routed, submitted);
      return routed.events.filter(({ key }) => key === ROOMS_KEY).length;
    };
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "open" });
    const renamed = await ada.record(created.state, { type: "rename", name: "L" });
    const joined = await bob.record(renamed.state, { type: "join" });
    const closed = await ada.record(joined.state, { type: "policy", policy: "invite" });
    const unseen = await ada.record(closed.state, { type: "rename", name: "M" });
    const opened = await ada.record(unseen.state, { type: "policy", policy: "open" });
    const steps = [created, renamed, joined, closed, unseen, opened];
    const counts: number[] = [];
    for (const { submitted } of steps) counts.push(await told(submitted));
    assert.deepEqual(counts, [1, 1, 0, 1, 0, 1]);
  }));

Deno.test("a room that is not there is made by its create record alone, under its own id", () =>
  inWorld(async (world) => {
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "open" });
    const joined = await bob.record(created.state, { type: "join" });
    const elsewhere = { ...created.submitted, conv: anyId<ConversationId>() };
    const otherId = { ...created.submitted, id: anyId<ItemId>(), route: 1_000_001 };
    const routed = await world.router.route(batch(joined.submitted, elsewhere, otherId));
    assert.deepEqual(problemOf(routed, joined.submitted), ["forbidden", "no-room"]);
    assert.equal(problemOf(routed, elsewhere)[0], "invalid");
    assert.equal(problemOf(routed, otherId)[0], "invalid");
    assert.equal(await world.archive.load(created.state.room), undefined);
  }));

Deno.test("a withdrawn or expired certificate signs nothing more", () =>
  inWorld(async (world) => {
    const { archive, router, clock } = world;
    const { conv } = await talk(world);
    const old = await ada.epoch(conv, { number: 2, recipients: [ada, bob] });
    const fresh = await Member.enrol(ada.person, { sign: "adaSign", encrypt: "adaEncrypt" });
    const { conversations } = await archive.publishIdentity(fresh.identity);
    router.forget(conversations);
    const refused = await router.route(batch(old.wraps, old.manifest));
    assert.deepEqual(problemOf(refused, old.manifest), ["forbidden", "certificate"]);
    const good = await fresh.epoch(conv, { number: 2, recipients: [fresh, bob] });
    const taken = await router.route(batch(good.wraps, good.manifest));
    assert.equal(placeOf(taken, good.manifest), 2);
    clock.ms += 31 * 24 * 3_600_000;
    const late = await fresh.epoch(conv, { number: 3, recipients: [fresh, bob] });
    const expired = await router.route(batch(late.wraps, late.manifest));
    assert.deepEqual(problemOf(expired, late.manifest), ["forbidden", "certificate"]);
  }));

Deno.test("somebody else's certificate does not sign for one", () =>
  inWorld(async (world) => {
    const { conv } = await talk(world);
    const epoch = await bob.epoch(conv, { number: 2, recipients: [ada, bob] });
    const manifest = JSON.parse(JSON.parse(epoch.manifest.body).manifest);
    const text = JSON.stringify({ ...manifest, cert: ada.identity.sign });
    const { sig } = JSON.parse(epoch.manifest.body);
    const forged = bob.submit(conv, { kind: "epoch", body: { manifest: text, sig } });
    const routed = await world.router.route(batch(forged));
    assert.deepEqual(problemOf(routed, forged), ["forbidden", "certificate"]);
  }));

Deno.test("new keys of a member spend the epoch, and the next one counts again", () =>
  inWorld(async (world) => {
    const { archive, router } = world;
    const { conv, epoch } = await talk(world);
    const fresh = await Member.enrol(bob.person, { sign: "bobSign", encrypt: "bobEncrypt" });
    const { conversations } = await archive.publishIdentity(fresh.identity);
    router.forget(conversations);
    const spent = ada.message(conv, epoch);
    assert.deepEqual(problemOf(await router.route(batch(spent)), spent), ["stale", "epoch"]);
    const oldKeys = await ada.epoch(conv, { number: 2, recipients: [ada, bob] });
    const refused = await router.route(batch(oldKeys.wraps, oldKeys.manifest));
    assert.deepEqual(problemOf(refused, oldKeys.manifest), ["stale", "wraps"]);
    const next = await ada.epoch(conv, { number: 2, recipients: [ada, fresh] });
    const message = ada.message(conv, next.id);
    const routed = await router.route(batch(next.wraps, next.manifest, message));
    assert.equal(placeOf(routed, message), 3);
  }));

Deno.test("a batch that was judged while keys changed is judged again", () =>
  inWorld(async (world) => {
    const { archive, router, before } = world;
    const { conv } = await talk(world);
    const fresh = await Member.enrol(bob.person, { sign: "bobSign", encrypt: "bobEncrypt" });
    const epoch = await ada.epoch(conv, { number: 2, recipients: [ada, bob] });
    // The wraps have been compared with bob's old certificate when his new one comes.
    before.wrapsOf = async () => {
      delete before.wrapsOf;
      const { conversations } = await archive.publishIdentity(fresh.identity);
      router.forget(conversations);
    };
    await assert.rejects(
      router.route(batch(epoch.wraps, epoch.manifest)),
      (error) => error instanceof AppError && error.kind === "conflict",
    );
    assert.equal((await archive.load(conv))?.epochSpent, true);
    const again = await router.route(batch(epoch.wraps, epoch.manifest));
    assert.deepEqual(problemOf(again, epoch.manifest), ["stale", "wraps"]);
  }));

Deno.test("an identity that is read while it is withdrawn is not kept", () =>
  inWorld(async (world) => {
    const { archive, router, after } = world;
    const { conv } = await talk(world);
    router.forgetAll();
    const fresh = await Member.enrol(ada.person, { sign: "adaSign", encrypt: "adaEncrypt" });
    after.identity = async () => {
      delete after.identity;
      await archive.publishIdentity(fresh.identity);
      router.forget([]);
    };
    for (let attempt = 0; attempt < 2; attempt++) {
      const epoch = await ada.epoch(conv, { number: 2, recipients: [fresh, bob] });
      const routed = await router.route(batch(epoch.wraps, epoch.manifest));
      assert.deepEqual(problemOf(routed, epoch.manifest), ["forbidden", "certificate"]);
    }
  }));

Deno.test("another router's writing is a conflict, after which the batch can be taken again", () =>
  inWorld(async (world) => {
    const { archive, router } = world;
    const { conv, epoch } = await talk(world);
    const other = new Router({ archive, clock: () => TEST_TIME.getTime(), log: () => {} });
    const [theirs, ours] = [bob.message(conv, epoch), ada.message(conv, epoch)];
    assert.equal(placeOf(await other.route(batch(theirs)), theirs), 2);
    await assert.rejects(
      router.route(batch(ours)),
      (error) => error instanceof AppError && error.kind === "conflict",
    );
    assert.equal(placeOf(await router.route(batch(ours)), ours), 3);
    assert.equal(placeOf(await router.route(batch(theirs)), theirs), 2);
  }));

Deno.test("when the archive takes nothing everybody is told so, and nothing has happened", () =>
  inWorld(async (world) => {
    const { archive, router, fail, lines } = world;
    const { conv, epoch } = await talk(world);
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "open" });
    for (const kind of ["storage-full", "unavailable"] as const) {
      const messages = [ada.message(conv, epoch), bob.message(conv, epoch)];
      fail.commit = new AppError(kind, "No.", { cause: "the disk" });
      const failed = await router.route(batch(...messages, created.submitted));
      for (const one of [...messages, created.submitted]) {
        assert.equal(problemOf(failed, one)[0], kind);
      }
      assert.deepEqual(failed.events, []);
      assert.equal((await archive.load(conv))?.head, kind === "storage-full" ? 1 : 3);
      const routed = await router.route(batch(...messages));
      assert.deepEqual(
        messages.map((message) => placeOf(routed, message)),
        kind === "storage-full" ? [2, 3] : [4, 5],
      );
    }
    assert.match(lines.join("\n"), /could not be archived/);
    assert.equal(placeOf(await router.route(batch(created.submitted)), created.submitted), 1);
  }));

Deno.test("when receipts cannot be looked up nothing is judged, and everybody is told", () =>
  inWorld(async (world) => {
    const { router, fail } = world;
    const { conv, epoch } = await talk(world);
    const message = ada.message(conv, epoch);
    fail.receipts = new AppError("unavailable", "No.");
    assert.equal(problemOf(await router.route(batch(message)), message)[0], "unavailable");
    assert.equal(placeOf(await router.route(batch(message)), message), 2);
  }));

Deno.test("one conversation that cannot be read does not hold up the others", () =>
  inWorld(async (world) => {
    const { archive, router, lines } = world;
    const { conv, epoch } = await talk(world);
    const damaged = anyId<ConversationId>();
    await archive.commit([{
      type: "item",
      conv: damaged,
      kind: "control",
      seq: 1,
      id: anyId(),
      sender: ada.id,
      timeMs: 1,
      body: JSON.stringify({ record: randomText(10), sig: anyBlock() }),
      creates: true,
      joined: [ada.id],
    }]);
    const [bad, good] = [ada.message(damaged, epoch), ada.message(conv, epoch)];
    const routed = await router.route(batch(bad, good));
    assert.equal(placeOf(routed, good), 2);
    assert.equal(answerTo(routed, bad).type, "refused");
    assert.match(lines.join("\n"), /error a submission could not be judged/);
  }));

Deno.test("a refusal is the sender's business and no line in the log", () =>
  inWorld(async (world) => {
    const { conv, epoch } = await talk(world);
    await world.router.route(batch(cyd.message(conv, epoch), ada.message(conv, anyId())));
    assert.deepEqual(world.lines, []);
  }));

Deno.test("what is forgotten is read again", () =>
  inWorld(async (world) => {
    const { router, before } = world;
    const { conv, epoch } = await talk(world);
    let loads = 0;
    before.load = () => void loads++;
    const send = async () => await router.route(batch(ada.message(conv, epoch)));
    await send();
    assert.equal(loads, 0);
    router.forget([anyId()]);
    await send();
    assert.equal(loads, 0);
    router.forget([conv]);
    await send();
    assert.equal(loads, 1);
    router.forgetAll();
    await send();
    assert.equal(loads, 2);
  }));

/** Ciphertext of a message that is not among the small ones. */
const LONG_CT_BYTES = 4 * 1024;

Deno.test("who has used up a share can take back, mark as read and put in order, up to a reserve", () =>
  inWorld(async (world) => {
    const { archive, clock } = world;
    const { conv, epoch } = await talk(world);
    const created = await ada.record(undefined, { type: "create", name: "K", policy: "invite" });
    const added = await ada.record(created.state, { type: "add", subject: bob.id });
    await world.router.route(batch(created.submitted, added.submitted));
    const sentBefore = (await archive.shares([ada.id])).get(ada.id)!.bytes;
    const totalBytes = Math.max(sentBefore, 160_000);
    const filled = ada.message(conv, epoch, 6 * 1024);
    const fill = Math.floor((totalBytes - sentBefore) / filled.body.length);
    const limited = new Router({
      archive,
      clock: () => clock.ms,
      log: () => {},
      shares: { perDayBytes: 1e9, totalBytes },
    });
    const route = (...submitted: Submitted[]) => limited.route(batch(...submitted));
    for (let i = 0; i < fill; i++) await route(ada.message(conv, epoch, 6 * 1024));
    const long = ada.message(conv, epoch, 6 * 1024);
    assert.deepEqual(problemOf(await route(long), long), ["forbidden", "messages-person"]);
    // As large as the router sees a deletion, a receipt, a reaction or an edit of a short text.
    const small = ada.message(conv, epoch, 512 + 16);
    placeOf(await route(small), small);
    const cydIn = await ada.record(added.state, { type: "add", subject: cyd.id });
    placeOf(await route(cydIn.submitted), cydIn.submitted);
    // New keys for what is small, after the members changed.
    const { room } = created.state;
    const next = await ada.epoch(room, { control: cydIn.state.head, recipients: [ada, bob, cyd] });
    placeOf(await route(next.wraps, next.manifest), next.manifest);
    const again = await route(long);
    assert.deepEqual(problemOf(again, long), ["forbidden", "messages-person"]);
    let taken = 0;
    for (; taken < 1_000; taken++) {
      const one = ada.message(conv, epoch, 512 + 16);
      const answer = answerTo(await route(one), one);
      if (answer.type === "refused") break;
    }
    assert.ok(taken > 0 && taken < totalBytes / 16 / 1_000, `${taken} beyond the share`);
    const out = await ada.record(cydIn.state, { type: "remove", subject: cyd.id });
    placeOf(await route(out.submitted), out.submitted);
  }));

Deno.test("who has sent a day's share is refused until the next day, and can still leave", () =>
  inWorld(async (world) => {
    const { archive, clock } = world;
    const { conv, epoch } = await talk(world);
    const size = ada.message(conv, epoch, LONG_CT_BYTES).body.length;
    const sentBefore = (await archive.shares([ada.id])).get(ada.id)!.bytes;
    const limited = new Router({
      archive,
      clock: () => clock.ms,
      log: () => {},
      shares: { perDayBytes: sentBefore + Math.floor(2.5 * size), totalBytes: 1e9 },
    });
    const messages = [1, 2, 3].map(() => ada.message(conv, epoch, LONG_CT_BYTES));
    const routed = await limited.route(batch(...messages, bob.message(conv, epoch)));
    assert.equal(placeOf(routed, messages[1]!), 3);
    assert.deepEqual(problemOf(routed, messages[2]!), ["forbidden", "messages-day"]);
    const again = await limited.route(batch(messages[2]!));
    assert.deepEqual(problemOf(again, messages[2]!), ["forbidden", "messages-day"]);
    clock.ms += 24 * 60 * 60 * 1000;
    assert.equal(placeOf(await limited.route(batch(messages[2]!)), messages[2]!), 5);
  }));

Deno.test("what was not stored after all takes nothing of a share", () =>
  inWorld(async (world) => {
    const { archive, clock, fail } = world;
    const { conv, epoch } = await talk(world);
    const message = ada.message(conv, epoch, LONG_CT_BYTES);
    const sentBefore = (await archive.shares([ada.id])).get(ada.id)!.bytes;
    const watched = new Proxy(archive, {
      get: (target, name: keyof Archive) => (...args: never[]) => {
        const failure = fail[name];
        delete fail[name];
        if (failure !== undefined) return Promise.reject(failure);
        return (target[name] as (...args: never[]) => unknown)(...args);
      },
    });
    const limited = new Router({
      archive: watched,
      clock: () => clock.ms,
      log: () => {},
      shares: { perDayBytes: 1e9, totalBytes: sentBefore + message.body.length },
    });
    fail.commit = new AppError("unavailable", "The disk is slow.");
    const lost = await limited.route(batch(message));
    assert.equal(problemOf(lost, message)[0], "unavailable");
    assert.equal(placeOf(await limited.route(batch(message)), message), 2);
    const more = ada.message(conv, epoch, LONG_CT_BYTES);
    const full = await limited.route(batch(more));
    assert.deepEqual(problemOf(full, more), ["forbidden", "messages-person"]);
  }));
