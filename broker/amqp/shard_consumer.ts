/** Consumes one shard's RabbitMQ queue, kept over reconnects. */

import type { Channel, ConsumeMessage } from "amqplib";
import { type BrokerLog, type Delivery, DeliveryPump } from "../delivery.ts";
import type { Consumer, Disposition, SubmissionBatch } from "../port.ts";
import type { AmqpLink } from "./link.ts";
import { decodeTexts, EMPTY_BODY } from "./texts.ts";

export interface ShardConsumerOptions {
  queue: string;
  /** Deliveries that RabbitMQ hands over before it waits for an answer. */
  prefetch: number;
  take: (batch: SubmissionBatch) => Promise<Disposition>;
  onClose: () => void;
  log: BrokerLog;
}

interface AmqpDelivery extends Delivery {
  message: ConsumeMessage;
  channel: Channel;
}

/** The consumer of one shard's queue; it outlives the links it works over. */
export class ShardConsumer implements Consumer {
  readonly #options: ShardConsumerOptions;
  readonly #pump: DeliveryPump<AmqpDelivery>;
  #link: AmqpLink | undefined;
  #channel: Channel | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ShardConsumerOptions) {
    this.#options = options;
    this.#pump = new DeliveryPump<AmqpDelivery>({
      name: options.queue,
      take: options.take,
      settle: (deliveries, disposition) => this.#settle(deliveries, disposition),
      log: options.log,
      // All that one read from the socket brought is pushed before this runs.
      schedule: queueMicrotask,
    });
  }

  /** Starts, or goes on, over `link`. What was delivered over an earlier one comes again. */
  async resume(link: AmqpLink): Promise<void> {
    this.#pump.discard();
    this.#link = link;
    const channel = await link.channel();
    if (this.#closing !== undefined) return await channel.close();
    this.#channel = channel;
    await channel.prefetch(this.#options.prefetch);
    await channel.consume(this.#options.queue, (message) => {
      if (message === null) link.fail(new Error(`${this.#options.queue} was deleted`));
      else if (channel === this.#channel) this.#push(channel, message);
    });
  }

  /** The link is lost: what it delivered belongs to RabbitMQ again. */
  suspend(): void {
    this.#pump.discard();
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#options.onClose();
    await this.#pump.stop();
    if (this.#link === undefined || this.#link.isLost) return;
    // Closing the channel gives the rest back and lets the next consumer in as one step of the
    // queue. Cancelling first would let it start with newer submissions than those given back.
    await this.#channel?.close().catch((error) => this.#link?.fail(error));
  }

  #push(channel: Channel, message: ConsumeMessage): void {
    if (message.content.length === EMPTY_BODY.length) return this.#drop(channel, message);
    const texts = decodeTexts(message.content);
    const { redelivered } = message.fields;
    this.#pump.push({ texts, chars: message.content.length, redelivered, message, channel });
  }

  /** A check of the way here; it has arrived. */
  #drop(channel: Channel, message: ConsumeMessage): void {
    try {
      channel.ack(message);
    } catch (error) {
      this.#link?.fail(error);
    }
  }

  #settle(deliveries: AmqpDelivery[], disposition: Disposition): void {
    const { message, channel } = deliveries.at(-1)!;
    try {
      // Settled in order, so one answer covers all up to the last.
      if (disposition === "done") channel.ack(message, true);
      else channel.nack(message, false, disposition === "retry");
    } catch (error) {
      // The channel is gone, and so everything on it comes again.
      this.#link?.fail(error);
    }
  }
}
