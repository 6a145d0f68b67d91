/** Sends requests to RabbitMQ queues and waits for their answers. */

import { Buffer } from "node:buffer";
import type { ConsumeMessage } from "amqplib";
import { type AppError, fromProblem } from "../../protocol/errors.ts";
import { unavailable } from "./errors.ts";
import type { AmqpLink } from "./link.ts";
import type { ConfirmPublisher } from "./publisher.ts";
import { ANSWER, PROBLEM } from "./request_server.ts";

/** RabbitMQ's pseudo-queue: answers come straight to the channel that asked. */
const DIRECT_REPLY_TO = "amq.rabbitmq.reply-to";

interface Call {
  resolve: (answer: string) => void;
  reject: (error: AppError) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** Asks the queues of one link and waits for their answers. */
export class RequestClient {
  readonly #publisher: ConfirmPublisher;
  readonly #calls = new Map<string, Call>();
  #lastId = 0;

  private constructor(publisher: ConfirmPublisher) {
    this.#publisher = publisher;
  }

  static async open(link: AmqpLink): Promise<RequestClient> {
    const channel = await link.confirmChannel();
    const client = new RequestClient(link.publisher(channel));
    link.lost.then(() => client.#failAll());
    await channel.consume(DIRECT_REPLY_TO, (message) => message && client.#take(message), {
      noAck: true,
    });
    return client;
  }

  /** @throws {AppError} `unavailable` without an answer in time, or the problem answered. */
  call(queue: string, request: string, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const correlationId = String(++this.#lastId);
      const fail = (error: AppError) => this.#finish(correlationId)?.reject(error);
      const timer = setTimeout(() => fail(unavailable("no-answer")), timeoutMs);
      this.#calls.set(correlationId, { resolve, reject, timer });
      this.#publisher.publish({
        exchange: "",
        routingKey: queue,
        body: Buffer.from(request),
        options: {
          mandatory: true,
          correlationId,
          replyTo: DIRECT_REPLY_TO,
          expiration: Math.ceil(timeoutMs), // nobody waits for it any longer
        },
      }).catch(fail);
    });
  }

  #take({ properties, content }: ConsumeMessage): void {
    const call = this.#finish(properties.correlationId);
    if (call === undefined) return; // it came too late
    if (properties.type === ANSWER) call.resolve(content.toString());
    else call.reject(fromProblem(properties.type === PROBLEM ? parse(content) : undefined));
  }

  #finish(correlationId: string): Call | undefined {
    const call = this.#calls.get(correlationId);
    if (call === undefined) return undefined;
    clearTimeout(call.timer);
    this.#calls.delete(correlationId);
    return call;
  }

  #failAll(): void {
    for (const id of [...this.#calls.keys()]) {
      this.#finish(id)?.reject(unavailable("connection-lost"));
    }
  }
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}
