/** Serves one RabbitMQ queue of requests, kept over reconnects. */

import { Buffer } from "node:buffer";
import type { Channel, ConsumeMessage } from "amqplib";
import { AppError, toProblem } from "../../protocol/errors.ts";
import type { BrokerLog } from "../delivery.ts";
import type { Consumer } from "../port.ts";
import type { AmqpLink } from "./link.ts";
import { declareRequestQueue } from "./topology.ts";

/** Message types of answers: the text itself, or a `Problem` as JSON. */
export const ANSWER = "answer";
export const PROBLEM = "problem";

/** Requests one server works on at the same time; the rest is for the others. */
const MAX_CONCURRENT_ANSWERS = 8;

export interface RequestServerOptions {
  queue: string;
  deliveryLimit: number;
  answer: (request: string) => Promise<string>;
  onClose: () => void;
  log: BrokerLog;
}

/**
 * Serves one queue of requests; it outlives the links it works over. A request is taken off the
 * queue when its answer is sent: if this server dies before that, another one gets it, so the same
 * request may be answered twice.
 */
export class RequestServer implements Consumer {
  readonly #options: RequestServerOptions;
  readonly #working = new Set<Promise<void>>();
  #link: AmqpLink | undefined;
  #channel: Channel | undefined;
  #consumerTag = "";
  #closing: Promise<void> | undefined;

  constructor(options: RequestServerOptions) {
    this.#options = options;
  }

  async resume(link: AmqpLink): Promise<void> {
    const { queue, deliveryLimit } = this.#options;
    this.#link = link;
    await link.declareOnce(queue, (channel) => declareRequestQueue(channel, queue, deliveryLimit));
    const channel = await link.channel();
    if (this.#closing !== undefined) return await channel.close();
    this.#channel = channel;
    await channel.prefetch(MAX_CONCURRENT_ANSWERS);
    const { consumerTag } = await channel.consume(queue, (message) => {
      if (message === null) return link.fail(new Error(`${queue} was deleted`));
      const work = this.#answer(link, channel, message).then(() => {
        this.#working.delete(work);
      });
      this.#working.add(work);
    });
    this.#consumerTag = consumerTag;
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#options.onClose();
    const isLive = () => this.#link !== undefined && !this.#link.isLost;
    try {
      if (isLive()) await this.#channel?.cancel(this.#consumerTag);
      await Promise.all(this.#working);
      if (isLive()) await this.#channel?.close();
    } catch (error) {
      this.#link?.fail(error);
    }
  }

  async #answer(link: AmqpLink, channel: Channel, message: ConsumeMessage): Promise<void> {
    const { queue, log } = this.#options;
    const { replyTo, correlationId } = message.properties;
    const { type, text } = await this.#ask(message.content.toString());
    try {
      if (typeof replyTo === "string") {
        await link.events.publish({
          exchange: "",
          routingKey: replyTo,
          body: Buffer.from(text),
          options: { type, correlationId },
        });
      }
    } catch (error) {
      // The caller's own time limit tells it; answering again would find it gone.
      log("warn", `${queue}: an answer could not be sent: ${error}`);
    }
    try {
      channel.ack(message);
    } catch (error) {
      link.fail(error); // the channel is gone, so the request comes again
    }
  }

  async #ask(request: string): Promise<{ type: string; text: string }> {
    const { queue, answer, log } = this.#options;
    try {
      return { type: ANSWER, text: await answer(request) };
    } catch (error) {
      if (!(error instanceof AppError)) log("error", `${queue}: answering failed: ${error}`);
      return { type: PROBLEM, text: JSON.stringify(toProblem(error)) };
    }
  }
}
