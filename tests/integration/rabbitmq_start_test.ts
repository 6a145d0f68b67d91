/** What a start finds out about RabbitMQ, and who gets in there, on a real node. */

import assert from "node:assert/strict";
import { connectAmqp } from "../../broker/amqp/broker.ts";
import { type AmqpProbeOptions, probeAmqp } from "../../broker/amqp/probe.ts";
import { findingLine } from "../../protocol/finding.ts";
import { freePort } from "../../tools/services/ports.ts";
import { recordedLog } from "../conformance/broker_support.ts";
import { eventually } from "../support/eventually.ts";
import { stretched } from "../support/patience.ts";
import { type RabbitMq, startTestRabbitMq } from "../support/rabbitmq.ts";

async function probed(options: AmqpProbeOptions) {
  const findings = await probeAmqp(options, stretched(7_000));
  return findings.map((finding) => {
    const { verdict, settings: [setting] } = finding;
    return { verdict, setting, line: findingLine(finding) };
  });
}

/** `rabbit`'s URL for another account. */
function urlFor(rabbit: RabbitMq, user: string, password: string, vhost = "%2F"): string {
  const who = [user, password].map(encodeURIComponent).join(":");
  return `amqp://${who}@127.0.0.1:${rabbit.port}/${vhost}`;
}

type Fact = (rabbit: RabbitMq) => Promise<void>;

const facts: Record<string, Fact> = {
  "right settings are right, and leave nothing behind but what the server declares": async (
    rabbit,
  ) => {
    assert.deepEqual(await probed({ url: rabbit.url, shards: 1, namespace: "right" }), []);
    const queues = (await rabbit.ctl("list_queues", "name")).split("\n").filter((name) =>
      name.startsWith("right.")
    );
    assert.deepEqual(queues.sort(), ["right.dead", "right.inbox.0"]);
    // Another one while a server runs is not in its way.
    const { log } = recordedLog();
    const broker = await connectAmqp({ url: rabbit.url, shards: 1, namespace: "right", log });
    await broker.subscribe("n1", () => {}, () => {});
    assert.deepEqual(await probed({ url: rabbit.url, shards: 1, namespace: "right" }), []);
    assert.equal(broker.state, "up");
    await broker.close();
  },

  "a wrong password is refused, and stands in no line": async (rabbit) => {
    const [finding] = await probed({ url: urlFor(rabbit, "chat", "outdated"), shards: 1 });
    assert.deepEqual([finding?.verdict, finding?.setting], ["refused", "TW_AMQP_URL"]);
    assert.match(finding!.line, /Set user and password/);
    assert.ok(!finding!.line.includes("outdated"));
  },

  "a virtual host that is not there is refused": async (rabbit) => {
    const url = rabbit.url.replace(/%2F$/, "nowhere");
    const [finding] = await probed({ url, shards: 1 });
    assert.deepEqual([finding?.verdict, finding?.setting], ["refused", "TW_AMQP_URL"]);
    assert.match(finding!.line, /Make the virtual host/);
  },

  "each right that is missing is refused, and RabbitMQ's own words say which": async (rabbit) => {
    await rabbit.ctl("add_user", "poor", "secret");
    const rights = { configure: "^r\\.", write: "^(r\\.|amq\\.default$)", read: "^r\\." };
    const options = { url: urlFor(rabbit, "poor", "secret"), shards: 1, namespace: "r" };
    const withRights = async (changes: Partial<typeof rights>) => {
      const { configure, write, read } = { ...rights, ...changes };
      await rabbit.ctl("set_permissions", "-p", "/", "poor", configure, write, read);
      return await probed(options);
    };
    assert.deepEqual(await withRights({}), [], "those of the operations page are enough");
    for (
      const missing of [
        { configure: "^$" },
        { write: "^r\\.(inbox|dead|node)" },
        { write: "^r\\." },
        { read: "^$" },
      ]
    ) {
      const [finding] = await withRights(missing);
      const what = JSON.stringify(missing);
      assert.deepEqual([finding?.verdict, finding?.setting], ["refused", "TW_AMQP_URL"], what);
      assert.match(finding!.line, /rabbitmqctl set_permissions/, what);
    }
  },

  "queues of another make are refused": async (rabbit) => {
    const options = { url: rabbit.url, shards: 1, namespace: "made" };
    assert.deepEqual(await probed(options), []);
    const [finding] = await probed({ ...options, deliveryLimit: 3 });
    assert.deepEqual([finding?.verdict, finding?.setting], ["refused", "TW_AMQP_SHARDS"]);
  },

  "a node that is not there yet is unreachable, and no reason not to start": async () => {
    const [finding] = await probed({ url: `amqp://a:b@127.0.0.1:${freePort()}`, shards: 1 });
    assert.equal(finding?.verdict, "unreachable");
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const silent = await probeAmqp({
      url: `amqp://a:b@127.0.0.1:${listener.addr.port}`,
      shards: 1,
    }, 200);
    assert.deepEqual(silent.map(({ verdict }) => verdict), ["unreachable"]);
  },

  "a broker that is connected and has lost the majority of a queue is found to be down": async (
    rabbit,
  ) => {
    const { log, lines } = recordedLog();
    const broker = await connectAmqp({
      url: rabbit.url,
      shards: 2,
      namespace: "majority",
      confirmTimeoutMs: 500,
      log,
    });
    await broker.check();
    // Of a queue with one member, the one is the majority.
    const member = "{'%2F_majority.inbox.1', node()}";
    await rabbit.ctl("eval", `ra:stop_server(quorum_queues, ${member}).`);
    await assert.rejects(broker.check(), { kind: "unavailable", reason: "confirm-timeout" });
    assert.equal(broker.state, "up", "the connection alone does not tell");
    await rabbit.ctl("eval", `ra:restart_server(quorum_queues, ${member}).`);
    await eventually(() => broker.check());
    assert.ok(lines.every((line) => !line.startsWith("error")), lines.join("\n"));
    await broker.close();
  },

  "users and passwords outside ASCII, and with signs that a URL has uses for, get in": async (
    rabbit,
  ) => {
    const [user, password] = ["zoë@Büro", "p:ä/ß?#%20 日本"];
    await rabbit.ctl("add_user", user, password);
    await rabbit.ctl("set_permissions", "-p", "/", user, ".*", ".*", ".*");
    const url = urlFor(rabbit, user, password);
    assert.deepEqual(await probed({ url, shards: 1, namespace: "script" }), []);
    const { log, lines } = recordedLog();
    const broker = await connectAmqp({ url, shards: 1, namespace: "script", log });
    assert.equal(broker.state, "up", lines.join("\n"));
    await broker.submit(0, ["a"]);
    await broker.close();
  },
};

Deno.test("RabbitMQ at a start", async (t) => {
  const rabbit = await startTestRabbitMq();
  try {
    for (const [name, fact] of Object.entries(facts)) await t.step(name, () => fact(rabbit));
  } finally {
    await rabbit.stop();
  }
});
