/** Publishes on a confirm channel in order, with a time limit for each message's confirm. */

import type { Buffer } from "node:buffer";
import type { ConfirmChannel, Options } from "amqplib";
import { unavailable } from "./errors.ts";

/** Bytes without a confirm on one channel; beyond them a publish is refused at once. */
const MAX_IN_FLIGHT_BYTES = 64 * 1024 * 1024;

export interface OutgoingMessage {
  exchange: string;
  routingKey: string;
  body: Buffer;
  options: Options.Publish;
}

interface Job {
  message: OutgoingMessage;
  mandatoryId: string | undefined;
  timer: ReturnType<typeof setTimeout>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Publishes on one confirm channel, in order. Each message has its own time limit; a message that
 * RabbitMQ returns (mandatory, and no queue for it) or refuses fails. While the channel's write
 * buffer is full, messages wait for its `drain`, in order and within their time limit.
 */
export class ConfirmPublisher {
  readonly #channel: ConfirmChannel;
  readonly #confirmTimeoutMs: number;
  readonly #open = new Set<Job>();
  readonly #mandatory = new Map<string, Job>();
  #waiting: Job[] = [];
  #isFull = false;
  #openBytes = 0;
  #lastId = 0;
  #idleWaiters: (() => void)[] = [];

  constructor(channel: ConfirmChannel, confirmTimeoutMs: number) {
    this.#channel = channel;
    this.#confirmTimeoutMs = confirmTimeoutMs;
    channel.on("drain", () => {
      this.#isFull = false;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const job of waiting) if (this.#open.has(job)) this.#write(job);
    });
    channel.on("return", ({ properties, fields }) => {
      const job = this.#mandatory.get(properties.messageId);
      const name = fields.routingKey;
      job && this.#fail(job, unavailable("unroutable", new Error(`no queue for "${name}"`)));
    });
    channel.on("close", () => this.failAll(unavailable("connection-lost")));
  }

  /**
   * Resolves when RabbitMQ has confirmed `message`.
   *
   * @throws {AppError} `unavailable` when it refused or returned it, when the channel is gone, or
   * when none of that is known within the time limit.
   */
  publish(message: OutgoingMessage): Promise<void> {
    const bytes = message.body.length;
    if (this.#openBytes > 0 && this.#openBytes + bytes > MAX_IN_FLIGHT_BYTES) {
      return Promise.reject(unavailable("too-much-in-flight"));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#fail(job, unavailable("confirm-timeout")),
        this.#confirmTimeoutMs,
      );
      const mandatoryId = message.options.mandatory ? String(++this.#lastId) : undefined;
      const job: Job = { message, mandatoryId, timer, resolve, reject };
      this.#open.add(job);
      this.#openBytes += bytes;
      if (mandatoryId !== undefined) this.#mandatory.set(mandatoryId, job);
      this.#write(job);
    });
  }

  /** Fails everything that has no confirm yet; a confirm that still comes is ignored. */
  failAll(error: unknown): void {
    for (const job of this.#open) this.#fail(job, error);
  }

  /** Resolves when nothing waits for a confirm. */
  idle(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #write(job: Job): void {
    if (this.#isFull) {
      this.#waiting.push(job);
      return;
    }
    const { exchange, routingKey, body, options } = job.message;
    const messageId = job.mandatoryId;
    try {
      const hasRoom = this.#channel.publish(
        exchange,
        routingKey,
        body,
        messageId === undefined ? options : { ...options, messageId },
        (error) => {
          if (error === null) this.#settle(job) && job.resolve();
          else this.#fail(job, unavailable("refused", error));
        },
      );
      this.#isFull = !hasRoom;
    } catch (error) {
      this.#fail(job, unavailable("connection-lost", error));
    }
  }

  #fail(job: Job, error: unknown): void {
    if (this.#settle(job)) job.reject(error);
  }

  /** Whether `job` was still open; it is not any more. */
  #settle(job: Job): boolean {
    if (!this.#open.delete(job)) return false;
    clearTimeout(job.timer);
    this.#openBytes -= job.message.body.length;
    if (job.mandatoryId !== undefined) this.#mandatory.delete(job.mandatoryId);
    if (this.#open.size === 0) {
      const waiters = this.#idleWaiters;
      this.#idleWaiters = [];
      for (const resolve of waiters) resolve();
    }
    return true;
  }
}
