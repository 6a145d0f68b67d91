/** Uses the RabbitMQ settings once, as the running server will: connects, declares, publishes. */

import type { Channel, ChannelModel, ConfirmChannel } from "amqplib";
import type { Finding } from "../../protocol/finding.ts";
import { type AmqpAddress, describeFailure, parseAmqpUrl } from "./address.ts";
import { closeConnection, openConnection } from "./connection.ts";
import { type AmqpOptions, resolveOptions } from "./options.ts";
import { portFinding } from "./probe_port.ts";
import { EMPTY_BODY } from "./texts.ts";
import { declareNodeQueue, declareTopology, topologyNames } from "./topology.ts";

/** All of it together; a start must not wait longer for a broker that dawdles. */
const PROBE_TIMEOUT_MS = 7_000;
const URL_SETTING = "TW_AMQP_URL";

export type AmqpProbeOptions = Omit<AmqpOptions, "log">;

/**
 * What is wrong with the settings; empty when all is well. Declares what the server needs, as its
 * own start does, and leaves nothing else behind.
 */
export async function probeAmqp(
  options: AmqpProbeOptions,
  timeoutMs: number = PROBE_TIMEOUT_MS,
): Promise<Finding[]> {
  let address: AmqpAddress;
  const resolved = resolveOptions({ ...options, log: () => {} });
  try {
    address = parseAmqpUrl(resolved.url, resolved.heartbeatS);
  } catch (error) {
    return [amqpFinding(error, "read it", "TW_AMQP_URL")];
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Finding[]>((resolve) => {
    const silence = new Error(`it had not answered everything within ${timeoutMs / 1000} s`);
    timer = setTimeout(() => resolve([amqpFinding(silence, "asked", address.label)]), timeoutMs);
  });
  try {
    return await Promise.race([use(address, resolved), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Never rejects. */
async function use(
  address: AmqpAddress,
  options: ReturnType<typeof resolveOptions>,
): Promise<Finding[]> {
  const { caCertificates, namespace } = options;
  const names = topologyNames(namespace);
  let model: ChannelModel | undefined;
  let doing = "connected to";
  try {
    model = await openConnection({
      address,
      caCertificates,
      name: "TalkyWalky at its start",
      onClose: () => {},
    });
    // A name of its own, so that the mailbox of a server that still runs is not in the way.
    const mailbox = names.nodeQueue(`start-${crypto.randomUUID()}`);
    doing = `declared the queues and exchanges named ${namespace}.* at`;
    await step(await model.createChannel(), async (channel) => {
      await declareTopology(channel, names, options);
      await declareNodeQueue(channel, mailbox);
    });
    doing = `read from the queues named ${namespace}.* at`;
    await step(await model.createChannel(), async (channel) => {
      await channel.bindQueue(mailbox, names.events, "start");
      await channel.consume(mailbox, () => {}, { exclusive: true });
    });
    for (const exchange of [names.events, names.inbox, ""]) {
      const name = exchange === "" ? "the default exchange" : exchange;
      doing = `wrote to ${name} at`;
      // To nobody: no queue is bound to that key.
      await step(await model.createConfirmChannel(), async (channel) => {
        channel.publish(exchange, "start-to-nobody", EMPTY_BODY);
        await channel.waitForConfirms();
      });
    }
    return [];
  } catch (error) {
    const finding = amqpFinding(error, doing, address.label);
    const mayBeThePort = model === undefined && finding.verdict === "unreachable";
    return [mayBeThePort && await portFinding(address, caCertificates) || finding];
  } finally {
    if (model !== undefined) await closeConnection(model);
  }
}

/** Runs `work` on `channel`, which RabbitMQ closes, with a reason, for what it does not allow. */
async function step<C extends Channel | ConfirmChannel>(
  channel: C,
  work: (channel: C) => Promise<void>,
): Promise<void> {
  const refused = new Promise<never>((_, reject) => channel.once("error", reject));
  refused.catch(() => {});
  await Promise.race([work(channel), refused]);
  await channel.close();
}

/** What an error says about the setting. */
export function amqpFinding(error: unknown, tried: string, label: string): Finding {
  const message = error instanceof Error ? `${error.message} ${codeOf(error)}` : String(error);
  const cause = CAUSES.find(({ pattern }) => pattern.test(message));
  return {
    verdict: cause?.verdict ?? "unreachable",
    settings: [cause?.setting ?? URL_SETTING],
    tried: `${tried} ${label}`,
    saw: describeFailure(error),
    change: cause?.change ?? "It is tried again until it works.",
  };
}

const CAUSES: {
  pattern: RegExp;
  verdict: Finding["verdict"];
  setting?: string;
  change: string;
}[] = [
  {
    pattern: /Cannot use the RabbitMQ URL/,
    verdict: "refused",
    change: "Write it so, with everything but letters and digits of user and password as %XX.",
  },
  {
    pattern:
      /ACCESS[_-]REFUSED.*(?:login|handshake|authenticat)|Handshake terminated by server: 403/i,
    verdict: "refused",
    change: "Set user and password, with everything but letters and digits as %XX.",
  },
  {
    pattern: /ACCESS[_-]REFUSED/,
    verdict: "refused",
    change: "Give the user the rights of docs/operations.md: rabbitmqctl set_permissions.",
  },
  {
    pattern: /NOT[_-]ALLOWED|Expected ConnectionOpenOk; got <ConnectionClose|Handshake terminated/,
    verdict: "refused",
    change: "Make the virtual host, and let the user in: rabbitmqctl set_permissions.",
  },
  {
    pattern: /PRECONDITION[_-]FAILED/,
    verdict: "refused",
    setting: "TW_AMQP_SHARDS",
    change: "Set it as it was when the queues were made, or delete that queue when it is empty.",
  },
  {
    pattern: /UnknownIssuer|self[- ]signed|unable to (?:get|verify)|NotValidForName|altnames/i,
    verdict: "refused",
    change: "Name the host as in its certificate, and its authority in DENO_CERT.",
  },
  {
    pattern: /wrong version number|InvalidContentType|InvalidMessage|corrupt message/i,
    verdict: "refused",
    change: "That port does not speak TLS: use amqp://, or the port for amqps.",
  },
];

function codeOf(error: Error): string {
  return String((error as { code?: unknown }).code ?? "");
}
