/** Items pushed one after the other, encoded once for all sockets that get them. */

import { Buffer } from "node:buffer";

/**
 * Items that were pushed one after the other. Sockets that are pushed the same items walk the same
 * runs, so what a busy room says in one turn of the event loop is joined and encoded once, not
 * once for each member.
 *
 * @example
 * ```ts
 * const start = new EventRun();
 * const one = start.then("{1}").then("{2}");
 * const other = start.then("{1}").then("{2}");
 * one === other; // and `one.isShared`
 * ```
 */
export class EventRun {
  readonly #before: EventRun | undefined;
  readonly #item: string;
  #last: EventRun | undefined;
  #walks = 0;
  #text: string | undefined;
  #bytes: Buffer | undefined;

  /** An empty run, where those that are told at the same time begin. */
  constructor();
  constructor(before: EventRun, item: string);
  constructor(before?: EventRun, item = "") {
    this.#before = before;
    this.#item = item;
  }

  /** This run and `item` (JSON text) behind it. */
  then(item: string): EventRun {
    // Only the newest way on is remembered: members of one room come one after the other.
    let next = this.#last;
    if (next === undefined || next.#item !== item) next = this.#last = new EventRun(this, item);
    next.#walks++;
    return next;
  }

  /** Whether more than one socket has come this far. */
  get isShared(): boolean {
    return this.#walks > 1;
  }

  /** JSON text of the `events` frame. */
  get text(): string {
    return this.#text ??= `{"type":"events","events":[${EventRun.#itemsOf(this).join(",")}]}`;
  }

  /** UTF-8 of `text`. */
  get bytes(): Buffer {
    return this.#bytes ??= Buffer.from(this.text);
  }

  static #itemsOf(last: EventRun): string[] {
    const items: string[] = [];
    for (let run = last; run.#before !== undefined; run = run.#before) items.push(run.#item);
    return items.reverse();
  }
}
