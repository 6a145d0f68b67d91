/** Merges a shard's waiting deliveries into batches; finds the poisoned one after a refusal. */

import type { Disposition, SubmissionBatch } from "./port.ts";

/**
 * What both adapters do with the deliveries of one shard: merge those that wait into one batch,
 * hand batches to `take` one after the other, and find the poisoned one when a merged batch is
 * refused.
 */

/** Texts in one merged batch; a single delivery may hold more. */
export const MAX_MERGED_TEXTS = 512;
/** UTF-16 units in one merged batch; a single delivery may hold more. */
export const MAX_MERGED_CHARS = 1024 * 1024;

/** Pause after a refused delivery; it doubles with each refusal in a row. */
const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 2000;

/** Lines for the operator. Never given a message's text or a password. */
export type BrokerLog = (level: "info" | "warn" | "error", message: string) => void;

/** One submission as the broker delivers it. */
export interface Delivery {
  readonly texts: string[];
  /** Number of UTF-16 units of `texts`. */
  readonly chars: number;
  readonly redelivered: boolean;
}

export interface DeliveryPumpOptions<D extends Delivery> {
  /** Names the shard in log lines. */
  name: string;
  take: (batch: SubmissionBatch) => Promise<Disposition>;
  /** Tells the broker. Deliveries are settled in the order in which they were pushed. */
  settle: (deliveries: D[], disposition: Disposition) => void;
  log: BrokerLog;
  /** Runs its argument once what has arrived together has been pushed. */
  schedule: (run: () => void) => void;
}

interface Waiting<D> {
  delivery: D;
  /** Part of a merged batch that was refused: it is taken alone now, and counts as redelivered. */
  again: boolean;
}

/**
 * Takes deliveries one batch at a time.
 *
 * Fresh deliveries that wait are merged, so that the router commits once for all of them. A merged
 * batch that is refused, whatever the disposition, is taken again delivery by delivery, in order,
 * without going back to the broker: only the one that is refused alone is given back or set aside.
 * A delivery that the broker marks as redelivered is always taken alone, for it may be what ended
 * the process. After each refusal the shard rests for a moment (20 ms, doubled up to 2 s while
 * nothing succeeds), or an archive that is down for a second would use up every delivery limit.
 */
export class DeliveryPump<D extends Delivery> {
  readonly #options: DeliveryPumpOptions<D>;
  #waiting: Waiting<D>[] = [];
  #running = false;
  #stopped = false;
  #generation = 0;
  #refusals = 0;
  #endPause: (() => void) | undefined;
  #onIdle: (() => void)[] = [];

  constructor(options: DeliveryPumpOptions<D>) {
    this.#options = options;
  }

  push(delivery: D): void {
    this.#waiting.push({ delivery, again: false });
    if (this.#running || this.#stopped) return;
    this.#running = true;
    this.#options.schedule(() => this.#run());
  }

  /** Forgets what waits and what is in hand: the broker has taken all of it back. */
  discard(): void {
    this.#generation++;
    this.#waiting = [];
    this.#endPause?.();
  }

  /** Waits for the batch in hand and answers what was not taken, in order. */
  async stop(): Promise<D[]> {
    this.#stopped = true;
    this.#endPause?.();
    if (this.#running) await new Promise<void>((resolve) => this.#onIdle.push(resolve));
    const rest = this.#waiting.map((waiting) => waiting.delivery);
    this.#waiting = [];
    return rest;
  }

  async #run(): Promise<void> {
    while (!this.#stopped && this.#waiting.length > 0) await this.#takeNext();
    this.#running = false;
    const waiters = this.#onIdle;
    this.#onIdle = [];
    for (const resolve of waiters) resolve();
  }

  async #takeNext(): Promise<void> {
    const generation = this.#generation;
    const batch = this.#next();
    const deliveries = batch.map((waiting) => waiting.delivery);
    const disposition = await this.#ask({
      texts: deliveries.length === 1
        ? deliveries[0]!.texts
        : deliveries.flatMap((delivery) => delivery.texts),
      redelivered: batch.some(({ delivery, again }) => again || delivery.redelivered),
    });
    if (generation !== this.#generation) return;
    if (disposition === "done") {
      this.#refusals = 0;
      this.#options.settle(deliveries, "done");
    } else if (batch.length > 1) {
      this.#waiting.unshift(...deliveries.map((delivery) => ({ delivery, again: true })));
    } else {
      this.#options.settle(deliveries, disposition);
      if (disposition === "retry") await this.#pause();
    }
  }

  #next(): Waiting<D>[] {
    const isAlone = ({ delivery, again }: Waiting<D>) => again || delivery.redelivered;
    let count = 1;
    const first = this.#waiting[0]!;
    let texts = first.delivery.texts.length;
    let chars = first.delivery.chars;
    while (!isAlone(first) && count < this.#waiting.length) {
      const next = this.#waiting[count]!;
      texts += next.delivery.texts.length;
      chars += next.delivery.chars;
      if (isAlone(next) || texts > MAX_MERGED_TEXTS || chars > MAX_MERGED_CHARS) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #ask(batch: SubmissionBatch): Promise<Disposition> {
    const { name, take, log } = this.#options;
    try {
      const disposition = await take(batch);
      if (disposition !== "done") {
        log("warn", `${name}: ${batch.texts.length} submissions were answered "${disposition}"`);
      }
      return disposition;
    } catch (error) {
      log("error", `${name}: taking ${batch.texts.length} submissions failed: ${describe(error)}`);
      return "retry";
    }
  }

  async #pause(): Promise<void> {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#refusals, MAX_PAUSE_MS);
    this.#refusals++;
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = undefined;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
