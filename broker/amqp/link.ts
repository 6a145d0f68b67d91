/** A live pair of AMQP connections, one to publish on and one to consume on. */

import type { Channel, ChannelModel, ConfirmChannel } from "amqplib";
import { type AmqpAddress, describeFailure } from "./address.ts";
import { closeConnection, openConnection } from "./connection.ts";
import { unavailable } from "./errors.ts";
import { ConfirmPublisher } from "./publisher.ts";

export interface LinkOptions {
  address: AmqpAddress;
  confirmTimeoutMs: number;
  caCertificates: string[] | undefined;
  /** `alarm` has changed. */
  onAlarm: (link: AmqpLink) => void;
  /** Called once when the link is lost, before what is open on it fails. */
  onLost: (link: AmqpLink, reason: string) => void;
}

/**
 * A live pair of connections, one to publish and one to consume, so that back-pressure on the one
 * does not stall the other. They live and die together: when either is lost, or any channel fails,
 * so is the link, and the broker makes a new one.
 */
export class AmqpLink {
  /** Resolves with the reason when the link is gone. Never rejects. */
  readonly lost: Promise<string>;
  #lose!: (reason: string) => void;
  #isLost = false;
  #alarm: string | undefined;
  #publishing: ChannelModel | undefined;
  #consuming: ChannelModel | undefined;
  #publishers: ConfirmPublisher[] = [];
  readonly #requestQueues = new Map<string, Promise<void>>();
  readonly #options: LinkOptions;

  /** Submissions: their confirms wait for a disk, so events have a channel of their own. */
  inbox!: ConfirmPublisher;
  /** Events, and answers to requests. */
  events!: ConfirmPublisher;

  private constructor(options: LinkOptions) {
    this.#options = options;
    this.lost = new Promise((resolve) => this.#lose = resolve);
  }

  /** @throws {Error} when RabbitMQ cannot be reached or refuses us; nothing is left open then. */
  static async open(options: LinkOptions): Promise<AmqpLink> {
    const link = new AmqpLink(options);
    try {
      link.#publishing = await link.#connect("publishing");
      link.#consuming = await link.#connect("consuming");
      link.#publishing.on("blocked", (alarm) => link.#setAlarm(alarm));
      link.#publishing.on("unblocked", () => link.#setAlarm(undefined));
      link.inbox = link.publisher(await link.confirmChannel());
      link.events = link.publisher(await link.confirmChannel());
      return link;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Why RabbitMQ does not read what we publish, such as `low on disk`. */
  get alarm(): string | undefined {
    return this.#alarm;
  }

  /** A confirm channel on the publishing connection. */
  async confirmChannel(): Promise<ConfirmChannel> {
    if (this.#publishing === undefined || this.#isLost) throw unavailable("connection-lost");
    return this.#watch(await this.#publishing.createConfirmChannel());
  }

  publisher(channel: ConfirmChannel): ConfirmPublisher {
    const publisher = new ConfirmPublisher(channel, this.#options.confirmTimeoutMs);
    this.#publishers.push(publisher);
    return publisher;
  }

  /** A channel on the consuming connection. */
  async channel(): Promise<Channel> {
    if (this.#consuming === undefined || this.#isLost) throw unavailable("connection-lost");
    return this.#watch(await this.#consuming.createChannel());
  }

  /** Runs `declare` on a channel of its own, for RabbitMQ closes the channel of what it refuses. */
  async declare(declare: (channel: Channel) => Promise<void>): Promise<void> {
    const channel = await this.channel();
    await declare(channel);
    await channel.close();
  }

  /** Runs `declare` for `queue` unless that was done on this link before. */
  declareOnce(queue: string, declare: (channel: Channel) => Promise<void>): Promise<void> {
    let declared = this.#requestQueues.get(queue);
    if (declared === undefined) {
      declared = this.declare(declare);
      this.#requestQueues.set(queue, declared);
    }
    return declared;
  }

  /** Fails everything that waits for a confirm. */
  failAll(error: unknown): void {
    for (const publisher of this.#publishers) publisher.failAll(error);
  }

  /** Resolves when nothing waits for a confirm. */
  async idle(): Promise<void> {
    await Promise.all(this.#publishers.map((publisher) => publisher.idle()));
  }

  /** Gives the link up: what is open on it fails now. */
  fail(error: unknown): void {
    if (this.#isLost) return;
    this.#isLost = true;
    const reason = describeFailure(error);
    this.#options.onLost(this, reason);
    this.failAll(unavailable("connection-lost", error));
    this.#lose(reason);
  }

  async close(): Promise<void> {
    this.fail(new Error("closed"));
    const models = [this.#publishing, this.#consuming];
    await Promise.all(models.map((model) => model && closeConnection(model)));
  }

  #setAlarm(alarm: string | undefined): void {
    if (this.#isLost) return;
    this.#alarm = alarm;
    this.#options.onAlarm(this);
  }

  #connect(use: string): Promise<ChannelModel> {
    const { address, caCertificates } = this.#options;
    return openConnection({
      address,
      caCertificates,
      name: `TalkyWalky ${use}`,
      onClose: (error) => this.fail(error),
    });
  }

  /** RabbitMQ closes a channel only for what should not happen; start over with a fresh link. */
  #watch<C extends Channel>(channel: C): C {
    channel.on("error", (error) => this.fail(error));
    return channel;
  }
}
