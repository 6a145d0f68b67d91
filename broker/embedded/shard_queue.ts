/** The submissions of one shard in memory, its consumers and its dead letters. */

import { setImmediate } from "node:timers";
import { AppError } from "../../protocol/errors.ts";
import { type BrokerLog, type Delivery, DeliveryPump } from "../delivery.ts";
import type { Consumer, Disposition, SubmissionBatch } from "../port.ts";

/** UTF-16 units waiting in one shard before submissions are refused. */
const MAX_QUEUED_CHARS = 64 * 1024 * 1024;
/** Dead letters kept for an operator, over all shards; the oldest go first. */
export const MAX_DEAD_LETTERS = 1000;

export interface DeadLetter {
  shard: number;
  texts: string[];
  /** How often it was given back before it was set aside. */
  deliveries: number;
}

export interface ShardQueueOptions {
  shard: number;
  /** Times a submission may be given back; the next time it is set aside. */
  deliveryLimit: number;
  onDead: (letter: DeadLetter) => void;
  log: BrokerLog;
}

interface Entry extends Delivery {
  deliveries: number;
}

type Take = (batch: SubmissionBatch) => Promise<Disposition>;
type Seat = DeliveryPump<Entry>;

/**
 * The submissions of one shard, in memory. The first consumer that came is the active one; the
 * others wait for it to leave. What a consumer takes is answered by it before another one is let
 * in, so no two ever work on the shard at the same time.
 */
export class ShardQueue {
  readonly #options: ShardQueueOptions;
  readonly #seats: Seat[] = [];
  #queue: Entry[] = [];
  #unsettledChars = 0;

  constructor(options: ShardQueueOptions) {
    this.#options = options;
  }

  /** @throws {AppError} `unavailable` when nobody has taken anything for too long. */
  push(texts: string[]): void {
    const chars = texts.reduce((sum, text) => sum + text.length, 0);
    this.requireRoom(chars);
    this.#unsettledChars += chars;
    this.#offer([{ texts: [...texts], chars, redelivered: false, deliveries: 0 }]);
  }

  /** @throws {AppError} `unavailable` when there is no room for so many characters. */
  requireRoom(chars = 1): void {
    if (this.#unsettledChars + chars <= MAX_QUEUED_CHARS) return;
    throw new AppError("unavailable", "The server is too busy. Try again in a moment.", {
      reason: "queue-full",
    });
  }

  consume(take: Take): Consumer {
    const seat: Seat = new DeliveryPump<Entry>({
      name: `shard ${this.#options.shard}`,
      take,
      settle: (entries, disposition) => this.#settle(entries, disposition),
      log: this.#options.log,
      // Everything that is submitted in one turn of the event loop comes as one batch.
      schedule: (run) => setImmediate(run),
    });
    this.#seats.push(seat);
    if (this.#seats.length === 1) this.#activate();
    return { close: () => this.#leave(seat) };
  }

  async #leave(seat: Seat): Promise<void> {
    const rest = await seat.stop();
    const at = this.#seats.indexOf(seat);
    if (at < 0) return;
    this.#seats.splice(at, 1);
    this.#queue = [...rest, ...this.#queue];
    if (at === 0) this.#activate();
  }

  #activate(): void {
    if (this.#seats.length === 0) return;
    const entries = this.#queue;
    this.#queue = [];
    this.#offer(entries);
  }

  #offer(entries: Entry[]): void {
    const active = this.#seats[0];
    if (active === undefined) this.#queue.push(...entries);
    else for (const entry of entries) active.push(entry);
  }

  #settle(entries: Entry[], disposition: Disposition): void {
    for (const entry of entries) {
      if (disposition === "retry" && entry.deliveries < this.#options.deliveryLimit) {
        this.#offer([{ ...entry, redelivered: true, deliveries: entry.deliveries + 1 }]);
        continue;
      }
      this.#unsettledChars -= entry.chars;
      if (disposition === "done") continue;
      const { shard, onDead } = this.#options;
      onDead({ shard, texts: entry.texts, deliveries: entry.deliveries });
    }
  }
}
