/** Packs items that arrive together into one call, by key, with a bound on the backlog. */

import { setImmediate } from "node:timers";
import { AppError } from "../protocol/errors.ts";

/** Items in one flush, unless told otherwise. */
const DEFAULT_MAX_ITEMS = 512;
/** Bytes (or whatever `sizeOf` counts) in one flush, unless told otherwise. */
const DEFAULT_MAX_BYTES = 256 * 1024;
/** Bytes waiting over all keys before new items are refused, unless told otherwise. */
const DEFAULT_MAX_BACKLOG_BYTES = 64 * 1024 * 1024;

export interface BatcherOptions<Key, Item> {
  /** Hands one batch over. A later batch of the same key is started after an earlier one. */
  flush: (key: Key, items: Item[]) => Promise<void>;
  /** Size of an item, in bytes or near enough. Default: every item counts 1. */
  sizeOf?: (item: Item) => number;
  /** Most items in one flush; default 512. */
  maxItems?: number;
  /** Most bytes in one flush; one item larger than this goes alone. Default 256 KiB. */
  maxBytes?: number;
  /** Most bytes waiting for a flush; beyond it `add` rejects at once. Default 64 MiB. */
  maxBacklogBytes?: number;
  /** Flushes of one key in flight at the same time; default 1. */
  window?: number;
  /** Runs its argument at the end of the present turn of the event loop; default `setImmediate`. */
  schedule?: (run: () => void) => void;
}

interface Waiting<Item> {
  item: Item;
  size: number;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

interface Lane<Item> {
  waiting: Waiting<Item>[];
  inFlight: number;
  scheduled: boolean;
}

/**
 * Packs what arrives together into one call, so that its fixed cost is shared. An idle key flushes
 * at the end of the turn of the event loop in which its first item came; while as many flushes as
 * `window` allows are in flight, items gather, so batches grow with the load by themselves.
 *
 * @example
 * ```ts
 * const submits = new Batcher<number, string>({
 *   flush: (shard, texts) => broker.submit(shard, texts),
 *   sizeOf: (text) => text.length,
 * });
 * await submits.add(3, "one text");
 * ```
 */
export class Batcher<Key, Item> {
  readonly #flush: (key: Key, items: Item[]) => Promise<void>;
  readonly #sizeOf: (item: Item) => number;
  readonly #maxItems: number;
  readonly #maxBytes: number;
  readonly #maxBacklogBytes: number;
  readonly #window: number;
  readonly #schedule: (run: () => void) => void;
  readonly #lanes = new Map<Key, Lane<Item>>();
  #idleWaiters: (() => void)[] = [];
  #backlogBytes = 0;

  constructor(options: BatcherOptions<Key, Item>) {
    const {
      flush,
      sizeOf = () => 1,
      maxItems = DEFAULT_MAX_ITEMS,
      maxBytes = DEFAULT_MAX_BYTES,
      maxBacklogBytes = DEFAULT_MAX_BACKLOG_BYTES,
      window = 1,
      schedule = setImmediate,
    } = options;
    for (const [name, value] of Object.entries({ maxItems, maxBytes, maxBacklogBytes, window })) {
      if (!Number.isSafeInteger(value) || value < 1) {
        throw new RangeError(
          `Cannot batch as ${name} must be a positive integer: current value is ${value}`,
        );
      }
    }
    this.#flush = flush;
    this.#sizeOf = sizeOf;
    this.#maxItems = maxItems;
    this.#maxBytes = maxBytes;
    this.#maxBacklogBytes = maxBacklogBytes;
    this.#window = window;
    this.#schedule = schedule;
  }

  /** Bytes that wait for a flush, over all keys. */
  get backlogBytes(): number {
    return this.#backlogBytes;
  }

  /**
   * Resolves when the flush that holds `item` has, and rejects with its error.
   *
   * @throws {AppError} `unavailable` at once while the backlog is full.
   */
  add(key: Key, item: Item): Promise<void> {
    const size = this.#sizeOf(item);
    if (this.#backlogBytes + size > this.#maxBacklogBytes) {
      return Promise.reject(
        new AppError("unavailable", "The server is too busy. Try again in a moment.", {
          reason: "backlog-full",
        }),
      );
    }
    this.#backlogBytes += size;
    const lane = this.#lane(key);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ item, size, resolve, reject });
      if (lane.scheduled || lane.inFlight >= this.#window) return;
      lane.scheduled = true;
      this.#schedule(() => {
        lane.scheduled = false;
        this.#advance(key, lane);
      });
    });
  }

  /** Resolves when nothing waits and no flush is in flight. */
  idle(): Promise<void> {
    if (this.#lanes.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #lane(key: Key): Lane<Item> {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = { waiting: [], inFlight: 0, scheduled: false };
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  #advance(key: Key, lane: Lane<Item>): void {
    while (lane.inFlight < this.#window && lane.waiting.length > 0) this.#start(key, lane);
    if (lane.inFlight > 0 || lane.scheduled) return;
    this.#lanes.delete(key);
    if (this.#lanes.size > 0) return;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  async #start(key: Key, lane: Lane<Item>): Promise<void> {
    const batch = this.#next(lane);
    lane.inFlight++;
    try {
      await this.#flush(key, batch.map((waiting) => waiting.item));
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
    lane.inFlight--;
    this.#advance(key, lane);
  }

  #next(lane: Lane<Item>): Waiting<Item>[] {
    let count = 0;
    let bytes = 0;
    for (const { size } of lane.waiting) {
      if (count === this.#maxItems || (count > 0 && bytes + size > this.#maxBytes)) break;
      count++;
      bytes += size;
    }
    this.#backlogBytes -= bytes;
    return lane.waiting.splice(0, count);
  }
}
