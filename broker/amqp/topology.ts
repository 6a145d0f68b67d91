/** RabbitMQ's exchanges and queues: their names, kinds and arguments, and why they are so. */

import type { Channel } from "amqplib";

/** RabbitMQ's objects: their names, kinds and arguments, and why they are so. */

export interface TopologyNames {
  /** Direct exchange; the routing key is the shard's number. */
  readonly inbox: string;
  /** Topic exchange. */
  readonly events: string;
  /** Quorum queue of what was set aside. */
  readonly dead: string;
  shardQueue(shard: number): string;
  nodeQueue(nodeId: string): string;
}

export interface TopologySettings {
  shards: number;
  /** Times RabbitMQ may give a submission back to a consumer before it is set aside. */
  deliveryLimit: number;
  /** Bytes that may wait in one shard; beyond them submissions are refused. */
  maxShardBytes: number;
}

/** Bytes that may wait for one node; beyond them the oldest events go, and the node sees a gap. */
const MAX_NODE_QUEUE_BYTES = 64 * 1024 * 1024;

/** @param namespace First word of every name, so that deployments may share a virtual host. */
export function topologyNames(namespace: string): TopologyNames {
  return {
    inbox: `${namespace}.inbox`,
    events: `${namespace}.events`,
    dead: `${namespace}.dead`,
    shardQueue: (shard) => `${namespace}.inbox.${shard}`,
    nodeQueue: (nodeId) => `${namespace}.node.${nodeId}`,
  };
}

/** Declares what all nodes share. Declaring again what is there changes nothing. */
export async function declareTopology(
  channel: Channel,
  names: TopologyNames,
  { shards, deliveryLimit, maxShardBytes }: TopologySettings,
): Promise<void> {
  await channel.assertExchange(names.inbox, "direct", { durable: true });
  await channel.assertExchange(names.events, "topic", { durable: true });
  await channel.assertQueue(names.dead, {
    durable: true,
    arguments: { "x-queue-type": "quorum" },
  });
  for (let shard = 0; shard < shards; shard++) {
    const queue = names.shardQueue(shard);
    await channel.assertQueue(queue, {
      durable: true,
      arguments: {
        "x-queue-type": "quorum",
        "x-single-active-consumer": true,
        "x-delivery-limit": deliveryLimit,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": names.dead,
        // Needs reject-publish. Without it a dead letter is lost when RabbitMQ dies in the moment
        // between taking it off this queue and putting it on the other.
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length-bytes": maxShardBytes,
      },
    });
    await channel.bindQueue(queue, names.inbox, String(shard));
  }
}

/**
 * Declares the mailbox of one node. It is exclusive: it goes with the connection, and a second
 * node of the same name is refused.
 */
export async function declareNodeQueue(channel: Channel, queue: string): Promise<void> {
  await channel.assertQueue(queue, {
    durable: false,
    exclusive: true,
    autoDelete: true,
    arguments: {
      "x-queue-type": "classic",
      "x-max-length-bytes": MAX_NODE_QUEUE_BYTES,
      "x-overflow": "drop-head",
    },
  });
}

/**
 * Declares a queue of requests. It has no dead-letter queue: a request that nobody could answer
 * has expired for its caller as well.
 */
export async function declareRequestQueue(
  channel: Channel,
  queue: string,
  deliveryLimit: number,
): Promise<void> {
  await channel.assertQueue(queue, {
    durable: true,
    arguments: { "x-queue-type": "quorum", "x-delivery-limit": deliveryLimit },
  });
}
