/** What the RabbitMQ adapter does when RabbitMQ dies, hangs, fills up or is not as declared. */

import assert from "node:assert/strict";
import { type ChannelModel, connect } from "amqplib";
import { connectAmqp } from "../../broker/amqp/broker.ts";
import type { AmqpOptions } from "../../broker/amqp/options.ts";
import type { Broker, BrokerEvent } from "../../broker/port.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import { Collector, gate, recordedLog } from "../conformance/broker_support.ts";
import { stretched, within } from "../support/patience.ts";
import { halt } from "../support/halt.ts";
import { type RabbitMq, startTestRabbitMq } from "../support/rabbitmq.ts";

/** Longer than any test: a refusal that comes is not this time limit's doing. */
const NEVER_MS = 3_600_000;

interface Node {
  broker: Broker;
  states: Collector<string>;
  lines: string[];
}

type Fault = (
  rabbit: RabbitMq,
  node: (options?: Partial<AmqpOptions>) => Promise<Node>,
) => Promise<void>;

const faults: Record<string, Fault> = {
  "queues and exchanges have the kinds and arguments that the rest relies on": async (
    rabbit,
    node,
  ) => {
    const { broker } = await node({ namespace: "shape", shards: 2, deliveryLimit: 7 });
    await broker.subscribe("n1", () => {}, () => {});
    await broker.serve("shape.ca", (request) => Promise.resolve(request));
    const queues = await list(rabbit, "list_queues", "name type durable auto_delete arguments");
    const inbox = (name: string) => ({
      name,
      type: "quorum",
      durable: true,
      auto_delete: false,
      arguments: {
        "x-queue-type": "quorum",
        "x-single-active-consumer": true,
        "x-delivery-limit": 7,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "shape.dead",
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length-bytes": 256 * 1024 * 1024,
      },
    });
    assert.deepEqual(queues.filter((queue) => String(queue["name"]).startsWith("shape.")), [
      {
        name: "shape.ca",
        type: "quorum",
        durable: true,
        auto_delete: false,
        arguments: { "x-queue-type": "quorum", "x-delivery-limit": 7 },
      },
      {
        name: "shape.dead",
        type: "quorum",
        durable: true,
        auto_delete: false,
        arguments: { "x-queue-type": "quorum" },
      },
      inbox("shape.inbox.0"),
      inbox("shape.inbox.1"),
      {
        name: "shape.node.n1",
        type: "classic",
        durable: false,
        auto_delete: true,
        arguments: {
          "x-queue-type": "classic",
          "x-max-length-bytes": 64 * 1024 * 1024,
          "x-overflow": "drop-head",
        },
      },
    ]);
    const exchanges = await list(rabbit, "list_exchanges", "name type durable");
    assert.deepEqual(exchanges.filter(({ name }) => String(name).startsWith("shape.")), [
      { name: "shape.events", type: "topic", durable: true },
      { name: "shape.inbox", type: "direct", durable: true },
    ]);
  },

  "a submission that reaches no queue fails": async (rabbit, node) => {
    const { broker } = await node({ namespace: "unroutable", confirmTimeoutMs: NEVER_MS });
    const operator = await connect(rabbit.url, { noDelay: true });
    const channel = await operator.createChannel();
    await channel.unbindQueue("unroutable.inbox.0", "unroutable.inbox", "0");
    await operator.close();
    await rejects(broker.submit(0, ["nowhere"]), "unavailable", "unroutable");
  },

  "a consumer whose queue was deleted gets a new one": async (rabbit, node) => {
    const { broker, states } = await node({ namespace: "deleted" });
    const taken = new Collector<string>();
    await broker.consume(0, ({ texts }) => {
      taken.push(...texts);
      return Promise.resolve("done");
    });
    await rabbit.ctl("delete_queue", "deleted.inbox.0");
    await states.until((all) => all.join() === "down,up", "the new queue");
    await broker.submit(0, ["a"]);
    assert.deepEqual(await taken.until(1, "the submission"), ["a"]);
  },

  "a shard that is full refuses submissions until it is taken from": async (_rabbit, node) => {
    const { broker } = await node({
      namespace: "full",
      maxShardBytes: 64 * 1024,
      confirmTimeoutMs: NEVER_MS,
    });
    const text = "x".repeat(16 * 1024);
    let accepted = 0;
    await assert.rejects(
      async () => {
        for (; accepted < 100; accepted++) await broker.submit(0, [text]);
      },
      (error) => error instanceof AppError && error.reason === "refused",
    );
    const taken = new Collector<string>();
    await broker.consume(0, ({ texts }) => {
      taken.push(...texts);
      return Promise.resolve("done");
    });
    await taken.until(accepted, "what was accepted");
  },

  "a refused virtual host is told to the operator, never the password, and tried again": async (
    rabbit,
    node,
  ) => {
    const url = new URL(rabbit.url);
    url.pathname = "/later";
    const { broker, states, lines } = await node({ url: url.href });
    assert.equal(broker.state, "down");
    await rejects(broker.submit(0, ["x"]), "unavailable", "connection-lost");
    assert.match(lines[0]!, /^error .*virtual host/);
    await rabbit.ctl("add_vhost", "later");
    await rabbit.ctl("set_permissions", "-p", "later", url.username, ".*", ".*", ".*");
    await states.until((all) => all.at(-1) === "up", "the connection");

    url.password = "not-this-one";
    const wrong = await node({ url: url.href });
    assert.equal(wrong.broker.state, "down");
    assert.match(wrong.lines[0]!, /^error .*user name or password/);
    const announced = [...lines, ...wrong.lines].join("\n");
    assert.ok(
      !announced.includes("not-this-one") && !announced.includes(new URL(rabbit.url).password),
    );
  },

  "a node whose connections are cut is bound again and told of its loss": async (rabbit, node) => {
    const { broker, states } = await node({ namespace: "cut" });
    const other = await node({ namespace: "cut" });
    const events = new Collector<BrokerEvent>();
    const losses = new Collector<string>();
    const mailbox = await broker.subscribe(
      "n1",
      (batch) => events.push(...batch.events),
      () => losses.push(broker.state),
    );
    await mailbox.bind(["conv.a", "conv.b"]);
    await mailbox.unbind(["conv.b"]);
    await broker.serve("cut.requests", (request) => Promise.resolve(`${request}!`));
    await rabbit.ctl("close_all_connections", "on purpose");
    await losses.until(1, "the loss");
    assert.deepEqual(losses.items, ["up"], "told once, when the mailbox is there again");
    await other.states.until((all) => all.at(-1) === "up", "the other node");
    await states.until((all) => all.at(-1) === "up", "the node");
    await other.broker.publish([{ key: "conv.b", text: "unbound" }]);
    await other.broker.publish([{ key: "conv.a", text: "bound" }]);
    assert.deepEqual(await events.until(1, "the event"), [{ key: "conv.a", text: "bound" }]);
    assert.equal(
      await other.broker.call("cut.requests", "x", { timeoutMs: stretched(10_000) }),
      "x!",
    );
  },

  "a memory alarm refuses at once and passes": async (rabbit, node) => {
    const { broker, states } = await node({ namespace: "memory", confirmTimeoutMs: NEVER_MS });
    const leaving = await node({ namespace: "memory", confirmTimeoutMs: NEVER_MS });
    const lost = broker.subscribe("n1", () => {}, () => assert.fail("nothing was lost"));
    await lost;
    await rabbit.ctl("set_vm_memory_high_watermark", "0");
    try {
      // RabbitMQ tells a connection of the alarm when it next publishes.
      await rejects(broker.submit(0, ["x"]), "unavailable", "blocked");
      assert.equal(broker.state, "down");
      await rejects(broker.submit(0, ["x"]), "unavailable", "blocked");
      await rejects(broker.publish([{ key: "conv.a", text: "x" }]), "unavailable", "blocked");
      await rejects(leaving.broker.submit(0, ["x"]), "unavailable", "blocked");
      await within(leaving.broker.close(), "the end of a node under alarm", 5000);
    } finally {
      await rabbit.ctl("set_vm_memory_high_watermark", "0.4");
    }
    await states.until((all) => all.join() === "down,up", "the end of the alarm");
    await broker.submit(0, ["after"]);
  },

  "a full disk is told apart from other alarms": async (rabbit, node) => {
    const { broker, states } = await node({ namespace: "disk", confirmTimeoutMs: NEVER_MS });
    await rabbit.ctl("set_disk_free_limit", "1000000GB");
    try {
      await rejects(broker.submit(0, ["x"]), "storage-full", "blocked");
      await rejects(broker.submit(0, ["x"]), "storage-full", "blocked");
    } finally {
      await rabbit.ctl("set_disk_free_limit", "50MB");
    }
    await states.until((all) => all.join() === "down,up", "the end of the alarm");
    await broker.submit(0, ["after"]);
  },

  "a RabbitMQ that hangs is unavailable after the confirm's time limit": async (rabbit, node) => {
    // Long enough for what is confirmed while RabbitMQ runs, however busy the machine is.
    const { broker } = await node({ namespace: "hang", confirmTimeoutMs: stretched(1_000) });
    await broker.submit(0, ["before"]);
    await halt(rabbit.pid);
    try {
      await rejects(broker.submit(0, ["while it hangs"]), "unavailable", "confirm-timeout");
    } finally {
      Deno.kill(rabbit.pid, "SIGCONT");
    }
    const patient = await node({ namespace: "hang" });
    await patient.broker.submit(0, ["after"]);
  },

  "a RabbitMQ that hangs for good is given up by its heartbeats": async (rabbit, node) => {
    const { broker, states } = await node({ namespace: "silent", heartbeatS: 1 });
    await halt(rabbit.pid);
    try {
      await states.until((all) => all.includes("down"), "the loss");
      await rejects(broker.submit(0, ["x"]), "unavailable", "connection-lost");
    } finally {
      Deno.kill(rabbit.pid, "SIGCONT");
    }
    await states.until((all) => all.at(-1) === "up", "the reconnect");
  },

  "SIGKILL in mid-flow loses no confirmed submission, and all goes on by itself": async (
    rabbit,
    node,
  ) => {
    const { broker, states } = await node({ namespace: "kill", confirmTimeoutMs: NEVER_MS });
    // RabbitMQ 3.10 writes the names of new quorum queues to its disk half a second late, and
    // forgets a queue that it is killed over before. Ours are to be older than that.
    await rabbit.ctl("eval", "[ok = dets:sync(Table) || Table <- dets:all()].");
    const taken = new Collector<string>();
    const losses = new Collector<string>();
    await broker.consume(0, async ({ texts }) => {
      await broker.publish([{ key: "conv.a", text: "taken" }]).catch(() => undefined);
      taken.push(...texts);
      return "done";
    });
    const events = new Collector<BrokerEvent>();
    const mailbox = await broker.subscribe(
      "n1",
      (batch) => events.push(...batch.events),
      () => losses.push("lost"),
    );
    await mailbox.bind(["conv.a"]);

    const confirmed = new Collector<string>();
    const refused = new Collector<AppError>();
    const total = 1500;
    let next = 0;
    const lane = async () => {
      while (next < total) {
        const text = `text ${next++}`;
        while (!confirmed.items.includes(text)) {
          try {
            await broker.submit(0, [text]);
            confirmed.push(text);
          } catch (error) {
            refused.push(error as AppError);
            await states.until((all) => all.at(-1) === "up", "the reconnect");
          }
        }
      }
    };
    const lanes = Promise.all(Array.from({ length: 16 }, lane));
    await confirmed.until(500, "the first submissions");
    await rabbit.kill();
    await refused.until(1, "the refusal of what was in flight");

    // A node that starts while RabbitMQ is down says so, and comes up with it.
    const late = await node({ namespace: "kill" });
    assert.equal(late.broker.state, "down");
    assert.match(late.lines[0]!, /^error cannot use RabbitMQ at .*is RabbitMQ running/);
    await rejects(late.broker.submit(0, ["x"]), "unavailable", "connection-lost");
    await rejects(late.broker.call("kill.x", "x", { timeoutMs: NEVER_MS }), "unavailable");
    const lateEvents = new Collector<BrokerEvent>();
    const opened = gate();
    const lateMailbox = await late.broker.subscribe(
      "late",
      (batch) => lateEvents.push(...batch.events),
      opened.open,
    );
    await lateMailbox.bind(["conv.late"]);
    await late.broker.serve("kill.requests", (request) => Promise.resolve(`${request}!`));

    await rabbit.restart();
    await within(opened.opened, "the late node's mailbox");
    await within(lanes, "the rest of the submissions", 60_000);
    await taken.until((all) => new Set(all).size === total, "all that was confirmed");
    const missing = confirmed.items.filter((text) => !taken.items.includes(text));
    assert.deepEqual(missing, []);
    assert.ok(refused.items.every(({ kind }) => kind === "unavailable"));
    assert.deepEqual(losses.items, ["lost"]);
    await broker.publish([{ key: "conv.late", text: "welcome" }]);
    assert.deepEqual(await lateEvents.until(1, "the late node's event"), [
      { key: "conv.late", text: "welcome" },
    ]);
    assert.equal(await broker.call("kill.requests", "x", { timeoutMs: stretched(10_000) }), "x!");
  },

  "a mailbox that another connection holds is retried until it is free": async (rabbit, node) => {
    const { broker, states, lines } = await node({ namespace: "held" });
    const holder: ChannelModel = await connect(rabbit.url, { noDelay: true });
    const channel = await holder.createChannel();
    await channel.assertQueue("held.node.n1", { exclusive: true, durable: false });
    const opened = gate();
    await broker.subscribe("n1", () => {}, opened.open);
    await states.until((all) => all.includes("down"), "the refusal");
    await holder.close();
    await within(opened.opened, "the mailbox");
    assert.ok(lines.some((line) => /another connection still holds/.test(line)), lines.join("\n"));
  },
};

/** Rows of a `rabbitmqctl` listing, by name; AMQP tables become objects. */
async function list(rabbit: RabbitMq, command: string, columns: string) {
  const text = await rabbit.ctl(command, ...columns.split(" "), "--formatter", "json");
  const rows = JSON.parse(text) as Record<string, unknown>[];
  for (const row of rows) {
    const table = row["arguments"] as [name: string, type: string, value: unknown][] | undefined;
    if (table === undefined) continue;
    row["arguments"] = Object.fromEntries(table.map(([name, , value]) => [name, value]));
  }
  return rows.sort((a, b) => String(a["name"]) < String(b["name"]) ? -1 : 1);
}

async function rejects(work: Promise<unknown>, kind: ErrorKind, reason?: string): Promise<void> {
  const error = await within(work.then(() => undefined, (error) => error), "the refusal");
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.kind, kind);
  if (reason !== undefined) assert.equal(error.reason, reason);
}

Deno.test("the RabbitMQ adapter bears what happens to RabbitMQ", async (t) => {
  const rabbit = await startTestRabbitMq();
  try {
    for (const [name, fault] of Object.entries(faults)) {
      await t.step(name, async () => {
        const nodes: Node[] = [];
        const node = async (options: Partial<AmqpOptions> = {}) => {
          const { log, lines } = recordedLog();
          const broker = await connectAmqp({
            url: rabbit.url,
            shards: 1,
            backoff: { baseMs: 50, capMs: 500 },
            log,
            ...options,
          });
          const states = new Collector<string>();
          broker.onState = (state) => states.push(state);
          const made = { broker, states, lines };
          nodes.push(made);
          return made;
        };
        try {
          await fault(rabbit, node);
        } finally {
          await within(Promise.all(nodes.map(({ broker }) => broker.close())), "the nodes' end");
        }
      });
    }
  } finally {
    await rabbit.stop();
  }
});
