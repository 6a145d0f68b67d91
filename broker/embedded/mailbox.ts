/** One node's mailbox in memory: its bound keys, and the events on their way to it. */

import type { BrokerLog } from "../delivery.ts";
import type { BrokerEvent, EventBatch, NodeSubscription } from "../port.ts";

export interface MailboxOptions {
  nodeId: string;
  onEvents: (batch: EventBatch) => void;
  onClose: () => void;
  log: BrokerLog;
}

/** One node's mailbox: the keys it is bound to and the events on their way to it. */
export class Mailbox implements NodeSubscription {
  readonly #options: MailboxOptions;
  readonly #keys = new Set<string>();
  #events: BrokerEvent[] = [];
  #closed = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  bind(keys: string[]): Promise<void> {
    for (const key of keys) this.#keys.add(key);
    return Promise.resolve();
  }

  unbind(keys: string[]): Promise<void> {
    for (const key of keys) this.#keys.delete(key);
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#options.onClose();
    }
    return Promise.resolve();
  }

  /** Queues those of `events` that the node is bound to. */
  offer(events: BrokerEvent[]): void {
    this.deliver(events.filter((event) => this.#keys.has(event.key)));
  }

  /** Queues all of `events`; they are handed over once the caller has finished its turn. */
  deliver(events: BrokerEvent[]): void {
    if (events.length === 0) return;
    if (this.#events.length === 0) queueMicrotask(() => this.#handOver());
    for (const { key, text } of events) this.#events.push({ key, text });
  }

  #handOver(): void {
    const events = this.#events;
    this.#events = [];
    if (this.#closed) return;
    try {
      this.#options.onEvents({ events });
    } catch (error) {
      const { nodeId, log } = this.#options;
      log("error", `node ${nodeId}: taking ${events.length} events failed: ${error}`);
    }
  }
}
