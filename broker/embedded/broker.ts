/** The broker port in memory, for a program that runs alone. */

import { AppError } from "../../protocol/errors.ts";
import type { BrokerLog } from "../delivery.ts";
import type {
  Broker,
  BrokerEvent,
  Consumer,
  Disposition,
  EventBatch,
  NodeSubscription,
  SubmissionBatch,
} from "../port.ts";
import { Mailbox } from "./mailbox.ts";
import { RequestQueue } from "./request_queue.ts";
import { type DeadLetter, MAX_DEAD_LETTERS, ShardQueue } from "./shard_queue.ts";

export interface EmbeddedBrokerOptions {
  /** Number of shards; default 1. */
  shards?: number;
  /** Times a submission may be given back before it is set aside; default 20. */
  deliveryLimit?: number;
  /** Told of each submission that is set aside, besides the log. */
  onDeadLetter?: (letter: DeadLetter) => void;
  log: BrokerLog;
}

/**
 * The broker of a program that runs alone, in its own process and memory. Several nodes of one
 * process may share an instance.
 *
 * `submit` resolves when the texts are queued in memory, and a crash loses them: nobody was shown
 * them as sent, for that is said only once the archive holds them, and the sender repeats what it
 * has no answer for. The other promises of the port hold as they stand.
 */
export class EmbeddedBroker implements Broker {
  readonly shards: number;
  onState: ((state: "up" | "down", reason: string) => void) | undefined;

  readonly #log: BrokerLog;
  readonly #queues: ShardQueue[];
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #requests = new Map<string, RequestQueue>();
  readonly #consumers = new Set<Consumer>();
  readonly #deadLetters: DeadLetter[] = [];
  #state: "up" | "down" = "up";
  #closing: Promise<void> | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    const { shards = 1, deliveryLimit = 20, onDeadLetter, log } = options;
    if (!Number.isSafeInteger(shards) || shards < 1) {
      throw new RangeError(
        `Cannot create a broker as shards must be a positive integer: current value is ${shards}`,
      );
    }
    this.shards = shards;
    this.#log = log;
    const onDead = (letter: DeadLetter) => {
      this.#setAside(letter);
      onDeadLetter?.(letter);
    };
    this.#queues = Array.from(
      { length: shards },
      (_, shard) => new ShardQueue({ shard, deliveryLimit, onDead, log }),
    );
  }

  get state(): "up" | "down" {
    return this.#state;
  }

  /** The submissions that were set aside, oldest first; the last 1,000. */
  get deadLetters(): readonly DeadLetter[] {
    return this.#deadLetters;
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async submit(shard: number, texts: string[]): Promise<void> {
    this.#requireOpen();
    const queue = this.#queue(shard);
    requireNoLineFeed(texts);
    if (texts.length > 0) queue.push(texts);
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async check(): Promise<void> {
    this.#requireOpen();
    for (const queue of this.#queues) queue.requireRoom();
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async consume(
    shard: number,
    take: (batch: SubmissionBatch) => Promise<Disposition>,
  ): Promise<Consumer> {
    this.#requireOpen();
    return this.#keep(this.#queue(shard).consume(take));
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async publish(events: BrokerEvent[]): Promise<void> {
    this.#requireUp();
    requireNoLineFeed(events.map((event) => event.text));
    for (const mailbox of this.#mailboxes.values()) mailbox.offer(events);
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async subscribe(
    nodeId: string,
    onEvents: (batch: EventBatch) => void,
    _onLost: () => void,
  ): Promise<NodeSubscription> {
    this.#requireOpen();
    if (this.#mailboxes.has(nodeId)) {
      throw new AppError("conflict", `Another node of the name ${nodeId} is running.`);
    }
    const onClose = () => void this.#mailboxes.delete(nodeId);
    const mailbox = new Mailbox({ nodeId, onEvents, onClose, log: this.#log });
    this.#mailboxes.set(nodeId, mailbox);
    return mailbox;
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async send(nodeId: string, texts: string[]): Promise<void> {
    this.#requireUp();
    requireNoLineFeed(texts);
    this.#mailboxes.get(nodeId)?.deliver(texts.map((text) => ({ key: "node", text })));
  }

  async call(queue: string, request: string, options: { timeoutMs: number }): Promise<string> {
    this.#requireUp();
    return await this.#requestQueue(queue).call(request, options.timeoutMs);
  }

  // deno-lint-ignore require-await -- so that every refusal is a rejection
  async serve(queue: string, answer: (request: string) => Promise<string>): Promise<Consumer> {
    this.#requireOpen();
    return this.#keep(this.#requestQueue(queue).serve(answer));
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    // A batch in hand may still publish: consumers go first, and only then is the broker down.
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
    this.#state = "down";
    for (const requests of this.#requests.values()) requests.close();
    for (const mailbox of this.#mailboxes.values()) await mailbox.close();
    this.onState?.("down", "closed");
  }

  #keep(consumer: Consumer): Consumer {
    const kept: Consumer = {
      close: async () => {
        this.#consumers.delete(kept);
        await consumer.close();
      },
    };
    this.#consumers.add(kept);
    return kept;
  }

  #queue(shard: number): ShardQueue {
    const queue = this.#queues[shard];
    if (queue !== undefined) return queue;
    throw new RangeError(
      `Cannot use shard ${shard} as it must be an integer from 0 to ${this.shards - 1}`,
    );
  }

  #requestQueue(name: string): RequestQueue {
    let queue = this.#requests.get(name);
    if (queue === undefined) {
      queue = new RequestQueue(name, this.#log);
      this.#requests.set(name, queue);
    }
    return queue;
  }

  #setAside(letter: DeadLetter): void {
    this.#deadLetters.push(letter);
    if (this.#deadLetters.length > MAX_DEAD_LETTERS) this.#deadLetters.shift();
    this.#log(
      "error",
      `shard ${letter.shard}: a batch of ${letter.texts.length} submissions was set aside ` +
        `after it had been given back ${letter.deliveries} times`,
    );
  }

  /** What would start new work is refused as soon as closing has begun. */
  #requireOpen(): void {
    this.#requireUp();
    if (this.#closing !== undefined) throw stopping();
  }

  #requireUp(): void {
    if (this.#state === "down") throw stopping();
  }
}

function stopping(): AppError {
  return new AppError("unavailable", "The server is stopping. Try again in a moment.");
}

function requireNoLineFeed(texts: string[]): void {
  if (texts.some((text) => text.includes("\n"))) {
    throw new TypeError("Cannot hand over a text with a line feed: adapters use it as a separator");
  }
}
