import assert from "node:assert/strict";
import { AppError, type ErrorKind, fromProblem } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { ITEM } from "../../protocol/items.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import type { Archive } from "../archive/port.ts";
import type { Log } from "../log.ts";
import { Router } from "../router/router.ts";
import { encodeSubmitted, type RouterAnswer, type Submitted } from "../router/submission.ts";
import { Collector, gate } from "../../tests/conformance/broker_support.ts";
import { TEST_TIME } from "../../tests/support/certificates.ts";
import { directOf, enrolAda, enrolBob } from "../../tests/support/members.ts";
import { BridgeCore } from "./core.ts";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import type { BrokerEvent, NodeSubscription } from "../../broker/port.ts";

const [ada, bob] = await Promise.all([enrolAda(), enrolBob()]);

interface Node {
  core: BridgeCore;
  answers: Collector<RouterAnswer>;
  events: Collector<BrokerEvent>;
  losses: () => number;
}

interface World {
  archive: Archive;
  path: string;
  broker: EmbeddedBroker;
  lines: string[];
  /** A node on the same broker and archive. */
  node(id: string): Promise<Node>;
  /** What the broker of nodes that are made from here on does instead. */
  bent: Partial<Record<keyof EmbeddedBroker, unknown>>;
}

async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-core-" });
  const path = `${folder}/archive.db`;
  const archive = openSqliteArchive(path);
  const lines: string[] = [];
  const broker = new EmbeddedBroker({
    shards: 2,
    deliveryLimit: 3,
    log: (level, message) => void lines.push(`${level} ${message}`),
  });
  const bent: World["bent"] = {};
  const node = async (nodeId: string): Promise<Node> => {
    const answers = new Collector<RouterAnswer>();
    const events = new Collector<BrokerEvent>();
    let losses = 0;
    const log: Log = (level, message, fields = {}) =>
      void lines.push(`${level} ${message} ${fields["key"]} ${fields["error"]}`);
    const core = new BridgeCore({
      nodeId,
      broker: bend(broker, bent),
      archive,
      router: new Router({ archive, clock: () => TEST_TIME.getTime(), log }),
      log,
      onAnswers: (some) => answers.push(...some),
      onEvents: (some) => events.push(...some),
      onLost: () => void losses++,
      republishAfterMs: 5,
    });
    await core.start();
    return { core, answers, events, losses: () => losses };
  };
  for (const { identity } of [ada, bob]) await archive.publishIdentity(identity);
  try {
    await test({ archive, path, broker, lines, node, bent });
  } finally {
    await broker.close();
    await archive.close().catch(() => {});
    await Deno.remove(folder, { recursive: true });
  }
}

/** The broker, but for what `bent` names when it is called. */
function bend(broker: EmbeddedBroker, bent: World["bent"]): EmbeddedBroker {
  return new Proxy(broker, {
    get(target, name: keyof EmbeddedBroker) {
      const value = bent[name] ?? target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** ada and bob's conversation with an epoch, handed in by `node`. */
async function talk({ archive }: World, { core, answers }: Node) {
  const conv = await directOf(ada, bob);
  await archive.openDirect(conv, ada.id, bob.id);
  const { id: epoch, wraps, manifest } = await ada.epoch(conv, { recipients: [ada, bob] });
  hand(core, wraps, manifest);
  await answers.until(2, "the epoch's receipts");
  answers.items.length = 0;
  return { conv, epoch };
}

function hand(core: BridgeCore, ...submitted: Submitted[]): void {
  core.submit(submitted.map(encodeSubmitted));
}

function placeOf({ answers }: Node, { route }: Submitted): number | undefined {
  const answer = answers.items.find((one) => one.route === route);
  return answer?.type === "receipt" ? answer.receipt.seq : undefined;
}

/** The kind of the problem that it was refused with. */
function refusalOf(answer: RouterAnswer | undefined): ErrorKind | undefined {
  return answer?.type === "refused" ? fromProblem(answer.problem).kind : undefined;
}

Deno.test("a submission comes back as a receipt, and to whoever is bound as an event", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    await node.core.bind([`conv.${conv}`]);
    const messages = [ada.message(conv, epoch), bob.message(conv, epoch)];
    hand(node.core, ...messages);
    await node.answers.until(2, "the receipts");
    assert.deepEqual(messages.map((message) => placeOf(node, message)), [2, 3]);
    const events = await node.events.until(2, "the events");
    assert.deepEqual(events.map(({ text }) => ITEM.parse(JSON.parse(text)).seq), [2, 3]);
    await node.core.unbind([`conv.${conv}`]);
    hand(node.core, ada.message(conv, epoch));
    await node.answers.until(3, "the third receipt");
    assert.equal(node.events.items.length, 2);
  }));

Deno.test("what one node takes another may route: the receipt finds its way back", () =>
  inWorld(async (world) => {
    const first = await world.node("n1");
    const second = await world.node("n2");
    const { conv, epoch } = await talk(world, first);
    await second.core.bind([`conv.${conv}`]);
    const message = { ...bob.message(conv, epoch), node: "n2" };
    hand(second.core, message);
    await second.answers.until(1, "the receipt");
    assert.equal(placeOf(second, message), 2);
    assert.deepEqual(first.answers.items, [], "the router's own node is not asked");
    await second.events.until(1, "the event");
    assert.deepEqual(second.events.items.map(({ key }) => key), [`conv.${conv}`]);
  }));

Deno.test("a published identity spends the epochs on every node, and everybody hears of it", () =>
  inWorld(async (world) => {
    const [first, second] = [await world.node("n1"), await world.node("n2")];
    const { conv, epoch } = await talk(world, first);
    const again = await enrolBob();
    const { conversations } = await second.core.publishIdentity(again.identity);
    assert.deepEqual(conversations, [conv]);
    for (const { events } of [first, second]) {
      const [event] = await events.until(1, "the news");
      assert.deepEqual([event!.key, JSON.parse(event!.text)], [
        "identity",
        { user: bob.id, conversations: [conv] },
      ]);
    }
    const message = ada.message(conv, epoch);
    hand(first.core, message);
    const [answer] = await first.answers.until(1, "the answer");
    assert.equal(refusalOf(answer), "stale");
  }));

Deno.test("what the broker does not take is answered as unavailable", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    world.bent.submit = () => Promise.reject(new AppError("unavailable", "Down."));
    const messages = [ada.message(conv, epoch), bob.message(conv, epoch)];
    hand(node.core, ...messages);
    const answers = await node.answers.until(2, "the answers");
    assert.deepEqual(
      answers.map((answer) => [answer.route, refusalOf(answer)]),
      messages.map(({ route }) => [route, "unavailable"]),
    );
    assert.equal((await world.archive.load(conv))?.head, 1);
  }));

Deno.test("what is archived is not taken again because it could not be told", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    let takes = 0;
    world.bent.publish = () => {
      takes++;
      return Promise.reject(new AppError("unavailable", "Down."));
    };
    const message = ada.message(conv, epoch);
    hand(node.core, message);
    await node.answers.until(1, "the receipt");
    assert.equal(placeOf(node, message), 2);
    delete world.bent.publish;
    const next = ada.message(conv, epoch);
    hand(node.core, next);
    await node.answers.until(2, "the next receipt");
    assert.deepEqual([takes, placeOf(node, next), node.answers.items.length], [1, 3, 2]);
    assert.match(world.lines.join(), /could not be told/);
    assert.deepEqual(world.broker.deadLetters, []);
  }));

Deno.test("what the broker did not take of news about people is told when it takes it again", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    await node.core.bind(["session", "typing"]);
    let tries = 0;
    world.bent.publish = () => {
      if (++tries === 3) delete world.bent.publish;
      return Promise.reject(new AppError("unavailable", "Down."));
    };
    node.core.publish([{ key: "typing", text: "{}" }, { key: "session", text: "{}" }]);
    const told = await node.events.until(1, "the news");
    assert.deepEqual(told, [{ key: "session", text: "{}" }]);
    assert.equal(tries, 3);
    await node.core.close();
  }));

Deno.test("a conflict with another router's writing is taken again until it fits", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    const other = new Router({ archive: world.archive, clock: Date.now, log: () => {} });
    const theirs = bob.message(conv, epoch);
    await other.route({ texts: [encodeSubmitted(theirs)], redelivered: false });
    const ours = [ada.message(conv, epoch), ada.message(conv, epoch)];
    hand(node.core, ...ours);
    await node.answers.until(2, "the receipts");
    assert.deepEqual(ours.map((message) => placeOf(node, message)), [3, 4]);
    assert.match(world.lines.join("\n"), /answered "retry"/);
  }));

Deno.test("events that no node wrote are dropped, and those beside them arrive", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    await node.core.bind(["presence"]);
    const receipt = { seq: 1, id: "", time: TEST_TIME.toISOString(), duplicate: false };
    const answers = [
      ...["{", "nonsense", "null", "[]", "{}"],
      ...[
        { type: "receipt", route: 1, receipt: { ...receipt, seq: "1" } },
        { type: "receipt", route: -1, receipt },
        { type: "receipt", route: 1, receipt, more: 1 },
        { type: "refused", route: 1 },
        { route: 1, receipt },
      ].map((answer) => JSON.stringify(answer)),
    ];
    const good: RouterAnswer = { type: "receipt", route: 5, receipt: { ...receipt, id: "" } };
    await world.broker.send("n1", [...answers, JSON.stringify(good)]);
    const identities = ["{", "null", '{"user":"x"}', `{"user":"${ada.id}","conversations":["x"]}`];
    await world.broker.publish([
      ...identities.map((text) => ({ key: "identity", text })),
      { key: "presence", text: "the last" },
    ]);
    await node.events.until((all) => all.at(-1)?.text === "the last", "the last");
    assert.deepEqual(node.events.items.map(({ key }) => key), ["presence"]);
    assert.deepEqual(node.answers.items, [good]);
    node.answers.items.length = 0;
    const dropped = (key: string) =>
      world.lines.filter((line) => line.includes(`no node of ours wrote was dropped ${key} `));
    assert.equal(dropped("node").length, answers.length, world.lines.join("\n"));
    assert.equal(dropped("identity").length, identities.length, world.lines.join("\n"));
    assert.ok(dropped("node").every((line) => /Cannot read/.test(line)), "each says why");
    const { conv, epoch } = await talk(world, node);
    hand(node.core, ada.message(conv, epoch));
    await node.answers.until(1, "a receipt, after all that");
  }));

Deno.test("when events were lost the router forgets what it knew, and the node is told", () =>
  inWorld(async (world) => {
    let lose = () => {};
    world.bent.subscribe = function (
      this: EmbeddedBroker,
      ...[nodeId, onEvents, onLost]: Parameters<EmbeddedBroker["subscribe"]>
    ) {
      lose = onLost;
      return this.subscribe(nodeId, onEvents, onLost);
    };
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    // Another node's sign-in, of which the news did not come through.
    await world.archive.publishIdentity((await enrolBob()).identity);
    lose();
    assert.equal(node.losses(), 1);
    const message = ada.message(conv, epoch);
    hand(node.core, message);
    const [answer] = await node.answers.until(1, "the answer");
    assert.equal(refusalOf(answer), "stale");
  }));

Deno.test("before it has started nothing can be bound", () =>
  inWorld(async ({ archive, broker }) => {
    const log = () => {};
    const core = new BridgeCore({
      nodeId: "n1",
      broker,
      archive,
      router: new Router({ archive, clock: Date.now, log }),
      log,
      onAnswers: log,
      onEvents: log,
      onLost: log,
    });
    await assert.rejects(core.bind(["a"]), /starting/);
  }));

Deno.test("closing waits for the batch in hand, and then nothing more is taken", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    const { opened, open } = gate();
    world.bent.publish = () => opened;
    hand(node.core, ada.message(conv, epoch));
    await node.answers.until(1, "the receipt");
    let isClosed = false;
    const closing = node.core.close().then(() => isClosed = true);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
    assert.equal(isClosed, false, "its events are not published yet");
    open();
    await closing;
    await assert.rejects(world.archive.load(conv), "the archive is closed too");
    const late = ada.message(conv, epoch);
    hand(node.core, late);
    const [, answer] = await node.answers.until(2, "the late one's answer");
    assert.equal(refusalOf(answer), "unavailable");
  }));

Deno.test("when the mailbox cannot be closed, broker and archive are all the same", () =>
  inWorld(async (world) => {
    world.bent.subscribe = async function (
      this: EmbeddedBroker,
      ...args: Parameters<EmbeddedBroker["subscribe"]>
    ): Promise<NodeSubscription> {
      const mailbox = await this.subscribe(...args);
      return {
        bind: (keys) => mailbox.bind(keys),
        unbind: (keys) => mailbox.unbind(keys),
        close: () => Promise.reject(new Error("stuck")),
      };
    };
    const { core } = await world.node("n1");
    await assert.rejects(core.close(), /stuck/);
    await assert.rejects(world.archive.load(await directOf(ada, bob)), "the archive is closed");
    await assert.rejects(world.broker.submit(0, ["x"]), "the broker is closed");
  }));

Deno.test("a display name is checked, stored and told, and a refused one leaves nothing", () =>
  inWorld(async (world) => {
    const [first, second] = [await world.node("n1"), await world.node("n2")];
    await second.core.bind(["name"]);
    const name = await ada.name("Ace");
    await first.core.setName(ada.id, name);
    const [event] = await second.events.until(1, "the news");
    assert.deepEqual([event!.key, JSON.parse(event!.text)], ["name", { user: ada.id, name }]);
    const forged = { ...name, statement: name.statement.replace("Ace", "Ann") };
    const refusals: [UserId, typeof name, string][] = [
      [ada.id, forged, "signature"],
      [bob.id, name, "sender"],
      [ada.id, name, "not-newer"],
      [ada.id, await ada.name("Late", { atMs: TEST_TIME.getTime() - 301_000 }), "clock"],
      [ada.id, await ada.name("Soon", { atMs: TEST_TIME.getTime() + 301_000 }), "clock"],
    ];
    for (const [user, record, reason] of refusals) {
      const refused = await first.core.setName(user, record).then(() => undefined, (e) => e);
      assert.ok(refused instanceof AppError, reason);
      assert.equal(refused.reason, reason);
    }
    assert.deepEqual(await world.archive.namesOf(ada.id), [name]);
    assert.equal(second.events.items.length, 1);
    const edge = await ada.name("Edge", { atMs: TEST_TIME.getTime() + 300_000 });
    await first.core.setName(ada.id, edge);
  }));

Deno.test("with a withdrawn certificate no new name is signed", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    await node.core.setName(ada.id, await ada.name("Ace"));
    await node.core.withdrawIdentities(ada.id, TEST_TIME.getTime());
    const next = await ada.name("Ann", { atMs: TEST_TIME.getTime() + 1 });
    const refused = await node.core.setName(ada.id, next).then(() => undefined, (e) => e);
    assert.equal(refused?.reason, "certificate");
  }));

Deno.test("closing keeps every submission that was answered, and answers none that it did not", () =>
  inWorld(async (world) => {
    const node = await world.node("n1");
    const { conv, epoch } = await talk(world, node);
    let received = 0;
    const all = Array.from({ length: 40 }, () => ada.message(conv, epoch));
    for (const message of all) {
      hand(node.core, message);
      if (++received % 10 === 0) await node.answers.until(1, "a receipt");
    }
    const other = openSqliteArchive(world.path);
    await node.core.close();
    const receipts = node.answers.items.filter(({ type }) => type === "receipt");
    assert.equal((await other.load(conv))?.head, receipts.length + 1);
    await other.close();
  }));
