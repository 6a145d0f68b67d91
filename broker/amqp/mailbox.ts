/** One node's RabbitMQ queue and its bindings, kept over reconnects. */

import type { Channel, ConsumeMessage } from "amqplib";
import type { BrokerLog } from "../delivery.ts";
import type { EventBatch, NodeSubscription } from "../port.ts";
import type { AmqpLink } from "./link.ts";
import { decodeEvents, requireKey } from "./texts.ts";
import { declareNodeQueue } from "./topology.ts";

export interface MailboxOptions {
  nodeId: string;
  /** Name of the node's queue. */
  queue: string;
  /** Name of the topic exchange. */
  exchange: string;
  onEvents: (batch: EventBatch) => void;
  onLost: () => void;
  onClose: () => void;
  log: BrokerLog;
}

/**
 * One node's queue and its bindings; it outlives the links it works over.
 *
 * While there is no link, binding only notes the keys: nothing could arrive, and `onLost` tells
 * when the queue is there again.
 */
export class Mailbox implements NodeSubscription {
  readonly #options: MailboxOptions;
  /** Keys the node wants, each with the promise of its binding. */
  readonly #keys = new Map<string, Promise<void>>();
  #link: AmqpLink | undefined;
  #channel: Channel | undefined;
  #isClosed = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  /** Opens the queue over `link` and binds it as before. */
  async resume(link: AmqpLink): Promise<void> {
    const { queue } = this.#options;
    const channel = await link.channel();
    if (this.#isClosed) return await channel.close();
    await declareNodeQueue(channel, queue);
    this.#link = link;
    this.#channel = channel;
    for (const key of this.#keys.keys()) this.#keys.set(key, this.#request("bindQueue", key));
    await Promise.all(this.#keys.values());
    // Without acknowledgements: the queue goes with the connection, so they would guard nothing.
    await channel.consume(queue, (message) => {
      if (message === null) link.fail(new Error(`${queue} was deleted`));
      else this.#take(message);
    }, { noAck: true });
  }

  /** Tells the node that events may have been missed. */
  reportLoss(): void {
    if (!this.#isClosed) this.#options.onLost();
  }

  async bind(keys: string[]): Promise<void> {
    for (const key of keys) requireKey(key);
    for (const key of keys) {
      if (!this.#keys.has(key)) this.#keys.set(key, this.#request("bindQueue", key));
    }
    await Promise.all(keys.map((key) => this.#keys.get(key)));
  }

  async unbind(keys: string[]): Promise<void> {
    const known = keys.filter((key) => this.#keys.delete(key));
    await Promise.all(known.map((key) => this.#request("unbindQueue", key)));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onClose();
    if (this.#link === undefined || this.#link.isLost) return;
    // Its only consumer gone, the queue deletes itself.
    await this.#channel?.close().catch((error) => this.#link?.fail(error));
  }

  async #request(method: "bindQueue" | "unbindQueue", key: string): Promise<void> {
    const channel = this.#channel;
    const link = this.#link;
    if (channel === undefined || link === undefined || link.isLost) return;
    try {
      await channel[method](this.#options.queue, this.#options.exchange, key);
    } catch (error) {
      link.fail(error); // the next link binds the keys that are wanted then
    }
  }

  #take(message: ConsumeMessage): void {
    if (this.#isClosed) return;
    const { nodeId, onEvents, log } = this.#options;
    try {
      onEvents({ events: decodeEvents(message.content) });
    } catch (error) {
      log("error", `node ${nodeId}: taking events failed: ${error}`);
    }
  }
}
