/** One suite for every adapter of `broker/port.ts`: the embedded one and real RabbitMQ. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import { connect } from "amqplib";
import { connectAmqp } from "../../broker/amqp/broker.ts";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import type { Broker, BrokerEvent, Disposition, SubmissionBatch } from "../../broker/port.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import { startTestRabbitMq } from "../support/rabbitmq.ts";
import { stretched, within } from "../support/patience.ts";
import { Collector, gate, recordedLog } from "./broker_support.ts";

const DELIVERY_LIMIT = 2;
const SHARDS = 2;

/** One deployment: its nodes share their queues, and nothing with another world. */
interface World {
  /** A broker as one node of the deployment has it; closed with the world. */
  node(): Promise<Broker>;
  /** Queues of requests are named by their users; this one is the world's own. */
  requests: string;
  /** The texts of the next submission that was set aside. */
  nextDeadLetter(): Promise<string[]>;
  /** Ends the broker in good order and starts it again, where it is more than this process. */
  restart?(): Promise<void>;
  end(): Promise<void>;
}

type Case = (world: World) => Promise<void>;

const cases: Record<string, Case> = {
  "submissions of a shard arrive in order, one batch at a time": async (world) => {
    const broker = await world.node();
    const texts = Array.from({ length: 300 }, (_, i) => `text ${i}`);
    const taken = new Collector<string>();
    let atOnce = 0;
    await broker.consume(1, async (batch) => {
      atOnce++;
      await Promise.resolve();
      assert.equal(atOnce, 1);
      atOnce--;
      taken.push(...batch.texts);
      return "done";
    });
    await Promise.all(texts.map((text) => broker.submit(1, [text])));
    assert.deepEqual(await taken.until(300, "the submissions"), texts);
  },

  "a shard's consumer gets nothing of another shard": async (world) => {
    const broker = await world.node();
    const taken = new Collector<string>();
    await broker.consume(1, taking(taken));
    await broker.submit(0, ["other"]);
    await broker.submit(1, ["mine"]);
    assert.deepEqual(await taken.until(1, "the submission"), ["mine"]);
  },

  "what waits while a batch is taken is merged, up to 512 texts": async (world) => {
    const broker = await world.node();
    const batches = new Collector<number>();
    const texts = new Collector<string>();
    const { opened, open } = gate();
    const consumer = await broker.consume(0, async (batch) => {
      batches.push(batch.texts.length);
      texts.push(...batch.texts);
      await opened;
      return "done";
    });
    await broker.submit(0, ["first"]);
    await batches.until(1, "the first batch");
    const rest = Array.from(
      { length: 40 },
      (_, i) => Array.from({ length: 50 }, (_, j) => `${i}/${j}`),
    );
    await Promise.all(rest.map((each) => broker.submit(0, each)));
    open();
    assert.deepEqual(await texts.until(2001, "the texts"), ["first", ...rest.flat()]);
    assert.ok(batches.items.length < 30, `41 submissions came in ${batches.items.length} batches`);
    assert.ok(batches.items.every((size) => size <= 512), `sizes ${batches.items}`);
    await consumer.close();
    const later = new Collector<string>();
    await broker.consume(0, taking(later));
    await broker.submit(0, ["later"]);
    assert.deepEqual(await later.until(1, "the later one"), ["later"], "all the others are done");
  },

  "one consumer is active at a time, and the next goes on in order when it leaves": async (
    world,
  ) => {
    const [first, second] = [await world.node(), await world.node()];
    const taken = new Collector<string>();
    const inHand = gate();
    const finish = gate();
    const consumer = await first.consume(0, async (batch) => {
      inHand.open();
      await finish.opened;
      taken.push(...batch.texts.map((text) => `first ${text}`));
      return "done";
    });
    await second.consume(0, (batch) => {
      taken.push(...batch.texts.map((text) => `second ${text}`));
      return Promise.resolve("done");
    });
    await second.submit(0, ["1"]);
    await within(inHand.opened, "the first batch");
    for (const text of ["2", "3", "4"]) await second.submit(0, [text]);
    const closed = consumer.close();
    finish.open();
    await within(closed, "the consumer's end");
    assert.deepEqual(await taken.until(4, "the rest"), [
      "first 1",
      "second 2",
      "second 3",
      "second 4",
    ]);
  },

  "a check goes the way of submissions, reaches nobody, and keeps nothing in": async (world) => {
    const broker = await world.node();
    await broker.check();
    const texts = new Collector<string>();
    await broker.consume(0, taking(texts));
    await Promise.all([
      broker.submit(0, ["a"]),
      broker.check(),
      broker.submit(0, ["b"]),
      broker.check(),
    ]);
    await broker.submit(0, ["c"]);
    assert.deepEqual(await texts.until(3, "the submissions"), ["a", "b", "c"]);
    await broker.close();
    await assert.rejects(broker.check(), { kind: "unavailable" });
  },

  "a submission given back comes again, marked as redelivered": async (world) => {
    const broker = await world.node();
    const batches = new Collector<SubmissionBatch>();
    await broker.consume(0, (batch) => {
      batches.push(batch);
      return Promise.resolve(batch.redelivered ? "done" : "retry");
    });
    await broker.submit(0, ["a", "b"]);
    assert.deepEqual(await batches.until(2, "the redelivery"), [
      { texts: ["a", "b"], redelivered: false },
      { texts: ["a", "b"], redelivered: true },
    ]);
  },

  "a take that throws gives the submission back": async (world) => {
    const broker = await world.node();
    const flags = new Collector<boolean>();
    await broker.consume(0, (batch) => {
      flags.push(batch.redelivered);
      if (!batch.redelivered) throw new Error("on purpose");
      return Promise.resolve("done");
    });
    await broker.submit(0, ["a"]);
    assert.deepEqual(await flags.until(2, "the redelivery"), [false, true]);
  },

  "a poisoned submission is set aside after its limit and holds no other up": async (world) => {
    const broker = await world.node();
    const done = new Collector<string>();
    const poisoned = new Collector<SubmissionBatch>();
    const { opened, open } = gate();
    await broker.consume(0, async (batch) => {
      await opened;
      if (batch.texts.includes("poison")) {
        poisoned.push(batch);
        return "retry";
      }
      done.push(...batch.texts);
      return "done";
    });
    const texts = ["1", "2", "3", "poison", "4", "5", "6"];
    for (const text of texts) await broker.submit(0, [text]);
    open();
    assert.deepEqual(await within(world.nextDeadLetter(), "the dead letter"), ["poison"]);
    await broker.submit(0, ["7"]);
    await done.until(7, "the good ones");
    assert.deepEqual([...done.items].sort(), ["1", "2", "3", "4", "5", "6", "7"]);
    const alone = poisoned.items.filter((batch) => batch.texts.length === 1);
    assert.equal(alone.length, DELIVERY_LIMIT + 1);
    assert.ok(alone.at(-1)!.redelivered);
  },

  "dead-letter sets one submission aside at once, even out of a merged batch": async (world) => {
    const broker = await world.node();
    const done = new Collector<string>();
    const { opened, open } = gate();
    await broker.consume(0, async (batch) => {
      await opened;
      if (batch.texts.includes("bad")) return "dead-letter";
      done.push(...batch.texts);
      return "done";
    });
    for (const text of ["1", "2", "bad", "3"]) await broker.submit(0, [text]);
    open();
    assert.deepEqual(await within(world.nextDeadLetter(), "the dead letter"), ["bad"]);
    assert.deepEqual(await done.until(3, "the good ones"), ["1", "2", "3"]);
  },

  "events reach the nodes bound to their key, from the bind to the unbind": async (world) => {
    const [one, two] = [await world.node(), await world.node()];
    const [atOne, atTwo] = [new Collector<BrokerEvent>(), new Collector<BrokerEvent>()];
    const mailbox = await one.subscribe("one", ({ events }) => atOne.push(...events), noLoss);
    const other = await two.subscribe("two", ({ events }) => atTwo.push(...events), noLoss);
    await mailbox.bind(["conv.a", "presence"]);
    await mailbox.bind(["conv.a"]); // twice is not an error
    await other.bind(["conv.b"]);
    await two.publish([{ key: "conv.a", text: "1" }]);
    await two.publish([{ key: "conv.b", text: "2" }]);
    await two.publish([{ key: "presence", text: "3" }]);
    await atOne.until(2, "the events");
    await mailbox.unbind(["conv.a"]);
    await two.publish([{ key: "conv.a", text: "4" }]);
    await two.publish([{ key: "presence", text: "5" }]);
    assert.deepEqual((await atOne.until(3, "the event after")).map(({ text }) => text), [
      "1",
      "3",
      "5",
    ]);
    await two.publish([{ key: "conv.b", text: "6" }]);
    assert.deepEqual((await atTwo.until(2, "the other node's events")).map(({ text }) => text), [
      "2",
      "6",
    ]);
    await mailbox.close();
    await two.publish([{ key: "presence", text: "nobody is there" }]);
  },

  "events published together reach a node once, however many of its keys match": async (world) => {
    const broker = await world.node();
    const arrived = new Collector<BrokerEvent>();
    const mailbox = await broker.subscribe("n", ({ events }) => arrived.push(...events), noLoss);
    const keys = Array.from({ length: 450 }, (_, i) => `conv.${i}`);
    await mailbox.bind(keys);
    const few = new Collector<BrokerEvent>();
    const bound = new Set(["conv.7", "conv.333"]);
    const other = await broker.subscribe(
      "other",
      // A node drops what it did not ask for: it shared a message with what it did.
      ({ events }) => few.push(...events.filter(({ key }) => bound.has(key))),
      noLoss,
    );
    await other.bind([...bound]);
    const events = keys.flatMap((key) => [{ key, text: `a ${key}` }, { key, text: `b ${key}` }]);
    await broker.publish(events);
    await broker.publish([{ key: "conv.0", text: "last" }]);
    const all = await arrived.until((items) => items.at(-1)?.text === "last", "the events");
    assert.deepEqual(all.slice(0, -1), events);
    assert.deepEqual(
      await few.until(4, "the events of a node bound to some of the keys"),
      events.filter(({ key }) => bound.has(key)),
    );
  },

  "events of one key keep their order": async (world) => {
    const broker = await world.node();
    const arrived = new Collector<string>();
    const mailbox = await broker.subscribe(
      "n",
      ({ events }) => arrived.push(...events.map(({ text }) => text)),
      noLoss,
    );
    await mailbox.bind(["user.x"]);
    const texts = Array.from({ length: 500 }, (_, i) => String(i));
    await Promise.all(texts.map((text) => broker.publish([{ key: "user.x", text }])));
    assert.deepEqual(await arrived.until(500, "the events"), texts);
  },

  "a text can be put straight into one node's mailbox": async (world) => {
    const [one, two] = [await world.node(), await world.node()];
    const arrived = new Collector<BrokerEvent>();
    const elsewhere = new Collector<BrokerEvent>();
    await one.subscribe("one", ({ events }) => arrived.push(...events), noLoss);
    await two.subscribe("two", ({ events }) => elsewhere.push(...events), noLoss);
    await two.send("one", ["a", "b"]);
    assert.deepEqual(await arrived.until(2, "the texts"), [
      { key: "node", text: "a" },
      { key: "node", text: "b" },
    ]);
    await two.send("gone", ["nobody is there"]);
    assert.deepEqual(elsewhere.items, []);
  },

  "a name has one mailbox at a time": async (world) => {
    const broker = await world.node();
    const first = await broker.subscribe("n", () => {}, noLoss);
    await rejects(broker.subscribe("n", () => {}, noLoss), "conflict");
    await first.close();
    const arrived = new Collector<BrokerEvent>();
    await broker.subscribe("n", ({ events }) => arrived.push(...events), noLoss);
    await broker.send("n", ["a"]);
    assert.deepEqual(await arrived.until(1, "the text"), [{ key: "node", text: "a" }]);
  },

  "a request is answered": async (world) => {
    const [asking, serving] = [await world.node(), await world.node()];
    await serving.serve(world.requests, (request) => Promise.resolve(`${request}!`));
    const answers = ["a", "b\nc", "é😀"].map((request) =>
      asking.call(world.requests, request, { timeoutMs: stretched(10_000) })
    );
    assert.deepEqual(await Promise.all(answers), ["a!", "b\nc!", "é😀!"]);
  },

  "an error in the answer comes back as its problem, without its cause": async (world) => {
    const broker = await world.node();
    await broker.serve(world.requests, (request) => {
      if (request === "bad") {
        throw new AppError("invalid", "No such name.", { field: "name", cause: new Error("dn") });
      }
      throw new Error("secret detail");
    });
    await assert.rejects(
      broker.call(world.requests, "bad", { timeoutMs: stretched(10_000) }),
      (error) =>
        error instanceof AppError && error.kind === "invalid" && error.field === "name" &&
        error.message === "No such name." && error.cause === undefined,
    );
    await assert.rejects(
      broker.call(world.requests, "worse", { timeoutMs: stretched(10_000) }),
      (error) =>
        error instanceof AppError && error.kind === "internal" && !/secret/.test(error.message),
    );
  },

  "a request without an answer in time is unavailable": async (world) => {
    const broker = await world.node();
    const { opened, open } = gate();
    await broker.serve(world.requests, async () => {
      await opened;
      return "too late";
    });
    await rejects(broker.call(world.requests, "x", { timeoutMs: 200 }), "unavailable");
    open();
  },

  "a request that nobody serves is unavailable": async (world) => {
    const broker = await world.node();
    await rejects(broker.call(world.requests, "x", { timeoutMs: 200 }), "unavailable");
  },

  "several servers share the requests, and one that leaves finishes its own": async (world) => {
    const [one, two] = [await world.node(), await world.node()];
    const { opened, open } = gate();
    const started = new Collector<string>();
    const leaving = await one.serve(world.requests, async (request) => {
      started.push("one");
      await opened;
      return `one ${request}`;
    });
    await two.serve(world.requests, async (request) => {
      started.push("two");
      await opened;
      return `two ${request}`;
    });
    const ask = (request: string) =>
      two.call(world.requests, request, { timeoutMs: stretched(10_000) });
    const answers = Array.from({ length: 10 }, (_, i) => ask(String(i)));
    await started.until((all) => new Set(all).size === 2, "work at both servers");
    const closed = leaving.close();
    let hasLeft = false;
    const left = closed.then(() => hasLeft = true);
    await two.submit(0, ["a round trip"]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(hasLeft, false, "it waits for the requests in hand");
    open();
    await within(left, "the server's end");
    const served = (await Promise.all(answers)).map((answer) => answer.slice(0, 3));
    assert.deepEqual(new Set(served), new Set(["one", "two"]));
    assert.equal((await ask("after")).slice(0, 3), "two");
  },

  "close waits for the batch in hand, which may still publish": async (world) => {
    const [node, other] = [await world.node(), await world.node()];
    const arrived = new Collector<string>();
    const mailbox = await other.subscribe(
      "other",
      ({ events }) => arrived.push(...events.map(({ text }) => text)),
      noLoss,
    );
    await mailbox.bind(["conv.a"]);
    const inHand = gate();
    const finish = gate();
    await node.consume(0, async (batch) => {
      inHand.open();
      await finish.opened;
      await node.publish(batch.texts.map((text) => ({ key: "conv.a", text })));
      return "done";
    });
    await node.submit(0, ["in hand"]);
    await within(inHand.opened, "the batch");
    const closed = node.close();
    finish.open();
    if (other === node) {
      await within(closed, "the end");
    } else {
      assert.deepEqual(await arrived.until(1, "the event"), ["in hand"]);
      await within(closed, "the end");
      const again = new Collector<string>();
      await other.consume(0, taking(again));
      await other.submit(0, ["next"]);
      assert.deepEqual(await again.until(1, "the next one"), ["next"], "the first one is done");
    }
    assert.equal(node.state, "down");
    await rejects(node.submit(0, ["late"]), "unavailable");
    await rejects(node.publish([{ key: "conv.a", text: "late" }]), "unavailable");
  },

  "close waits for submissions in flight": async (world) => {
    const broker = await world.node();
    const submitted = broker.submit(0, ["in flight"]);
    await within(broker.close(), "the end");
    await submitted;
  },

  "texts hold any character but a line feed": async (world) => {
    const broker = await world.node();
    const texts = ["", "\ufeffmark", "a\tb\r", "\u0000", "é\u0301 😀 \u2028\u2029", "\uffff", ""];
    const taken = new Collector<string>();
    const arrived = new Collector<string>();
    const mailbox = await broker.subscribe(
      "n",
      ({ events }) => arrived.push(...events.map(({ text }) => text)),
      noLoss,
    );
    await mailbox.bind(["user.x"]);
    await broker.consume(0, taking(taken));
    await broker.submit(0, texts);
    await broker.publish(texts.map((text) => ({ key: "user.x", text })));
    assert.deepEqual(await taken.until(texts.length, "the submissions"), texts);
    assert.deepEqual(await arrived.until(texts.length, "the events"), texts);
    await assert.rejects(broker.submit(0, ["a\nb"]), TypeError);
    await assert.rejects(broker.publish([{ key: "user.x", text: "a\nb" }]), TypeError);
  },

  "a batch of a mebibyte, and a text as large, arrive whole": async (world) => {
    const broker = await world.node();
    const texts = Array.from({ length: 700 }, (_, i) => `${i} `.padEnd(1536, "é"));
    const large = "x".repeat(1024 * 1024 + 7);
    const taken = new Collector<string>();
    const arrived = new Collector<string>();
    const mailbox = await broker.subscribe(
      "n",
      ({ events }) => arrived.push(...events.map(({ text }) => text)),
      noLoss,
    );
    await mailbox.bind(["user.x"]);
    await broker.consume(0, taking(taken));
    await broker.submit(0, [...texts, large, "after"]);
    await broker.publish([...texts, large, "after"].map((text) => ({ key: "user.x", text })));
    assert.deepEqual(await taken.until(702, "the submissions"), [...texts, large, "after"]);
    assert.deepEqual(await arrived.until(702, "the events"), [...texts, large, "after"]);
  },

  "a shard that is not there is refused": async (world) => {
    const broker = await world.node();
    assert.equal(broker.shards, SHARDS);
    for (const shard of [-1, SHARDS, 0.5]) {
      await assert.rejects(broker.submit(shard, ["x"]), RangeError);
      await assert.rejects(broker.consume(shard, () => Promise.resolve("done")), RangeError);
    }
  },
};

/** For brokers that are more than this process; the embedded one's durability is the archive. */
const durableCases: Record<string, Case> = {
  "a submission that was confirmed is still there after a restart": async (world) => {
    const broker = await world.node();
    const states = new Collector<string>();
    broker.onState = (state) => states.push(state);
    await broker.submit(0, ["kept"]);
    await world.restart!();
    await states.until((all) => all.includes("down") && all.at(-1) === "up", "the reconnect");
    const taken = new Collector<string>();
    await broker.consume(0, taking(taken));
    assert.deepEqual(await taken.until(1, "the submission"), ["kept"]);
  },
};

function taking(into: Collector<string>): (batch: SubmissionBatch) => Promise<Disposition> {
  return ({ texts }) => {
    into.push(...texts);
    return Promise.resolve("done");
  };
}

function noLoss(): void {
  throw new Error("events were reported lost");
}

async function rejects(promise: Promise<unknown>, kind: ErrorKind): Promise<void> {
  await assert.rejects(promise, (error) => error instanceof AppError && error.kind === kind);
}

function embeddedWorld(): Promise<World> {
  const broker = new EmbeddedBroker({
    shards: SHARDS,
    deliveryLimit: DELIVERY_LIMIT,
    log: recordedLog().log,
    onDeadLetter: ({ texts }) => dead.push(texts),
  });
  const dead = new Collector<string[]>();
  let read = 0;
  return Promise.resolve({
    node: () => Promise.resolve(broker), // the nodes of one process share it
    requests: "test.requests",
    nextDeadLetter: async () => (await dead.until(++read, "a dead letter"))[read - 1]!,
    end: () => broker.close(),
  });
}

let worlds = 0;

async function amqpWorld(
  rabbit: { url: string; restart(): Promise<void> },
): Promise<World> {
  const namespace = `t${++worlds}`;
  const nodes: Broker[] = [];
  const node = async () => {
    const broker = await connectAmqp({
      url: rabbit.url,
      namespace,
      shards: SHARDS,
      deliveryLimit: DELIVERY_LIMIT,
      confirmTimeoutMs: 10_000,
      backoff: { baseMs: 50, capMs: 500 },
      log: recordedLog().log,
    });
    nodes.push(broker);
    assert.equal(broker.state, "up");
    return broker;
  };
  return await Promise.resolve({
    node,
    requests: `${namespace}.requests`,
    nextDeadLetter: () => readDeadLetter(rabbit.url, `${namespace}.dead`),
    restart: () => rabbit.restart(),
    end: async () => void await Promise.all(nodes.map((each) => each.close())),
  });
}

/** As an operator's own tool would read it. */
async function readDeadLetter(url: string, queue: string): Promise<string[]> {
  const connection = await connect(url, { noDelay: true });
  const channel = await connection.createChannel();
  const body = await new Promise<Buffer>((resolve) => {
    channel.consume(queue, (message) => {
      channel.ack(message!);
      resolve(message!.content);
    });
  });
  await connection.close();
  return body.toString().split("\n");
}

Deno.test("the embedded broker keeps the promises of the port", async (t) => {
  for (const [name, check] of Object.entries(cases)) {
    await t.step(name, () => inWorld(embeddedWorld, check));
  }
});

Deno.test("RabbitMQ keeps the promises of the port", async (t) => {
  const rabbit = await startTestRabbitMq();
  try {
    for (const [name, check] of Object.entries({ ...cases, ...durableCases })) {
      await t.step(name, () => inWorld(() => amqpWorld(rabbit), check));
    }
  } finally {
    await rabbit.stop();
  }
});

async function inWorld(make: () => Promise<World>, check: Case): Promise<void> {
  const world = await make();
  try {
    await check(world);
  } finally {
    await within(world.end(), "the end of the world");
  }
}
