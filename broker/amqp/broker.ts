/** The broker port over RabbitMQ: connects, publishes, consumes, and reconnects by itself. */

import type { Buffer } from "node:buffer";
import { AppError } from "../../protocol/errors.ts";
import type {
  Broker,
  BrokerEvent,
  Consumer,
  Disposition,
  EventBatch,
  NodeSubscription,
  SubmissionBatch,
} from "../port.ts";
import { type AmqpAddress, parseAmqpUrl } from "./address.ts";
import { blocked, unavailable } from "./errors.ts";
import { AmqpLink } from "./link.ts";
import { Mailbox } from "./mailbox.ts";
import { type AmqpOptions, type ResolvedAmqpOptions, resolveOptions } from "./options.ts";
import { RequestClient } from "./request_client.ts";
import { RequestServer } from "./request_server.ts";
import { ShardConsumer } from "./shard_consumer.ts";
import { Supervisor } from "./supervisor.ts";
import {
  chunkTexts,
  EMPTY_BODY,
  encodeEvents,
  encodeTexts,
  MAX_SUBMISSION_CHARS,
} from "./texts.ts";
import {
  declareRequestQueue,
  declareTopology,
  type TopologyNames,
  topologyNames,
} from "./topology.ts";

/**
 * Connects to RabbitMQ.
 *
 * Resolves when the first attempt has succeeded or failed: with `state` "down" when RabbitMQ is
 * not there, refuses the user or has other queues under our names. It keeps trying, and what was
 * consumed, served and subscribed meanwhile starts when it succeeds.
 *
 * @throws {TypeError} when `url` is no AMQP URL.
 * @throws {RangeError} when a number makes no sense.
 */
export async function connectAmqp(options: AmqpOptions): Promise<Broker> {
  const resolved = resolveOptions(options);
  const broker = new AmqpBroker(resolved, parseAmqpUrl(resolved.url, resolved.heartbeatS));
  await broker.start();
  return broker;
}

/** Time for everything that a fresh link needs; RabbitMQ may be short of a majority. */
const SETUP_TIMEOUT_MS = 30_000;

/** Outlives the links it works over. */
interface Resumable {
  resume(link: AmqpLink): Promise<void>;
}

class AmqpBroker implements Broker {
  readonly shards: number;
  onState: ((state: "up" | "down", reason: string) => void) | undefined;

  readonly #options: ResolvedAmqpOptions;
  readonly #address: AmqpAddress;
  readonly #names: TopologyNames;
  readonly #supervisor: Supervisor;
  readonly #consumers = new Set<ShardConsumer>();
  readonly #servers = new Set<RequestServer>();
  readonly #mailboxes = new Map<string, Mailbox>();
  #link: AmqpLink | undefined;
  #client: RequestClient | undefined;
  /** Why nothing can be published now; `undefined` while it can. */
  #refusal: AppError | undefined = unavailable("connection-lost");
  #state: "up" | "down" = "down";
  #closing: Promise<void> | undefined;
  readonly #resumed = new WeakMap<Resumable, { link: AmqpLink; done: Promise<void> }>();

  constructor(options: ResolvedAmqpOptions, address: AmqpAddress) {
    const { backoff, random, log } = options;
    this.#options = options;
    this.#address = address;
    this.shards = options.shards;
    this.#names = topologyNames(options.namespace);
    this.#supervisor = new Supervisor({
      establish: (signal) => this.#establish(signal),
      label: address.label,
      backoff,
      random,
      log,
    });
  }

  get state(): "up" | "down" {
    return this.#state;
  }

  start(): Promise<void> {
    return this.#supervisor.start();
  }

  async submit(shard: number, texts: string[]): Promise<void> {
    this.#requireShard(shard);
    const bodies = chunkTexts(texts, MAX_SUBMISSION_CHARS).map(encodeTexts);
    await Promise.all(bodies.map((body) => this.#publish(shard, body)));
  }

  async #publish(shard: number, body: Buffer): Promise<void> {
    const { inbox } = this.#requireUp();
    if (this.#closing !== undefined) throw unavailable("closing");
    await inbox.publish({
      exchange: this.#names.inbox,
      routingKey: String(shard),
      body,
      options: { persistent: true, mandatory: true },
    });
  }

  async check(): Promise<void> {
    const shards = Array.from({ length: this.shards }, (_, shard) => shard);
    await Promise.all(shards.map((shard) => this.#publish(shard, EMPTY_BODY)));
  }

  async consume(
    shard: number,
    take: (batch: SubmissionBatch) => Promise<Disposition>,
  ): Promise<Consumer> {
    this.#requireShard(shard);
    const consumer: ShardConsumer = new ShardConsumer({
      queue: this.#names.shardQueue(shard),
      prefetch: this.#options.prefetch,
      take,
      onClose: () => this.#consumers.delete(consumer),
      log: this.#options.log,
    });
    this.#consumers.add(consumer);
    await this.#join(consumer);
    return consumer;
  }

  async publish(events: BrokerEvent[]): Promise<void> {
    const { events: publisher } = this.#requireUp();
    await Promise.all(
      encodeEvents(events).map(({ keys: [routingKey, ...others], body }) =>
        publisher.publish({
          exchange: this.#names.events,
          routingKey: routingKey!,
          body,
          // Routed once to each queue that is bound to any of the keys; BCC is not delivered.
          options: others.length === 0 ? {} : { BCC: others },
        })
      ),
    );
  }

  async subscribe(
    nodeId: string,
    onEvents: (batch: EventBatch) => void,
    onLost: () => void,
  ): Promise<NodeSubscription> {
    if (this.#mailboxes.has(nodeId)) {
      throw new AppError("conflict", `Another node of the name ${nodeId} is running.`);
    }
    const mailbox: Mailbox = new Mailbox({
      nodeId,
      queue: this.#names.nodeQueue(nodeId),
      exchange: this.#names.events,
      onEvents,
      onLost,
      onClose: () => this.#mailboxes.delete(nodeId),
      log: this.#options.log,
    });
    this.#mailboxes.set(nodeId, mailbox);
    await this.#join(mailbox);
    return mailbox;
  }

  async send(nodeId: string, texts: string[]): Promise<void> {
    const { events: publisher } = this.#requireUp();
    await Promise.all(
      encodeEvents(texts.map((text) => ({ key: "node", text }))).map(({ body }) =>
        publisher.publish({
          exchange: "",
          routingKey: this.#names.nodeQueue(nodeId),
          body,
          options: {},
        })
      ),
    );
  }

  async call(queue: string, request: string, { timeoutMs }: { timeoutMs: number }) {
    const link = this.#requireUp();
    const client = this.#client;
    if (client === undefined) throw unavailable("connection-lost");
    const { deliveryLimit } = this.#options;
    await link.declareOnce(queue, (channel) => declareRequestQueue(channel, queue, deliveryLimit));
    return await client.call(queue, request, timeoutMs);
  }

  async serve(queue: string, answer: (request: string) => Promise<string>): Promise<Consumer> {
    const server: RequestServer = new RequestServer({
      queue,
      deliveryLimit: this.#options.deliveryLimit,
      answer,
      onClose: () => this.#servers.delete(server),
      log: this.#options.log,
    });
    this.#servers.add(server);
    await this.#join(server);
    return server;
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    // A batch in hand may still publish: those who take work go first.
    const takers = [...this.#consumers, ...this.#servers];
    await Promise.all(takers.map((taker) => taker.close()));
    await this.#link?.idle();
    await Promise.all([...this.#mailboxes.values()].map((mailbox) => mailbox.close()));
    this.#goDown(unavailable("closing"), "closed");
    await this.#supervisor.stop();
  }

  async #establish(signal: AbortSignal): Promise<AmqpLink> {
    const { confirmTimeoutMs, caCertificates } = this.#options;
    const link = await AmqpLink.open({
      address: this.#address,
      confirmTimeoutMs,
      caCertificates,
      onAlarm: (changed) => changed === this.#link && this.#onAlarm(changed),
      onLost: (lost, reason) => lost === this.#link && this.#onLost(reason),
    });
    const giveUp = () => {
      link.fail(new Error(`its queues could not be set up within ${SETUP_TIMEOUT_MS} ms`));
      void link.close();
    };
    const timer = setTimeout(giveUp, SETUP_TIMEOUT_MS);
    signal.addEventListener("abort", giveUp);
    try {
      await link.declare((channel) => declareTopology(channel, this.#names, this.#options));
      this.#client = await RequestClient.open(link);
      for (const mailbox of this.#mailboxes.values()) await this.#resume(mailbox, link);
    } catch (error) {
      const reason = link.isLost ? new Error(await link.lost) : error;
      await link.close();
      throw reason;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
    }
    // Whoever takes work must be able to publish; so this node is up before it takes any.
    this.#link = link;
    this.#onAlarm(link);
    for (const mailbox of this.#mailboxes.values()) mailbox.reportLoss();
    // Each by itself: a queue that has lost its majority answers late, and only its shard waits.
    for (const part of [...this.#consumers, ...this.#servers]) void this.#join(part);
    return link;
  }

  /** Starts `part` now if there is a link; if there is none, the next one starts it. */
  async #join(part: Resumable): Promise<void> {
    const link = this.#link;
    if (link === undefined || link.isLost) return;
    await this.#resume(part, link).catch((error) => link.fail(error));
  }

  /** Starts `part` on `link`, once, whoever asks. */
  #resume(part: Resumable, link: AmqpLink): Promise<void> {
    const before = this.#resumed.get(part);
    if (before?.link === link) return before.done;
    const done = part.resume(link);
    this.#resumed.set(part, { link, done });
    return done;
  }

  #onLost(reason: string): void {
    for (const consumer of this.#consumers) consumer.suspend();
    this.#goDown(unavailable("connection-lost"), reason);
  }

  #onAlarm(link: AmqpLink): void {
    const { alarm } = link;
    if (alarm === undefined) {
      this.#goUp(`RabbitMQ at ${this.#address.label} takes messages`);
      return;
    }
    const refusal = blocked(alarm);
    const reason = `RabbitMQ at ${this.#address.label} refuses messages: ${alarm}`;
    this.#options.log("error", reason);
    this.#goDown(refusal, reason);
    link.failAll(refusal);
  }

  #goUp(reason: string): void {
    this.#refusal = undefined;
    this.#setState("up", reason);
  }

  #goDown(refusal: AppError, reason: string): void {
    this.#refusal = refusal;
    this.#setState("down", reason);
  }

  #setState(state: "up" | "down", reason: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.onState?.(state, reason);
  }

  #requireUp(): AmqpLink {
    if (this.#refusal !== undefined) throw this.#refusal;
    if (this.#link === undefined || this.#link.isLost) throw unavailable("connection-lost");
    return this.#link;
  }

  #requireShard(shard: number): void {
    if (Number.isSafeInteger(shard) && shard >= 0 && shard < this.shards) return;
    throw new RangeError(
      `Cannot use shard ${shard} as it must be an integer from 0 to ${this.shards - 1}`,
    );
  }
}
