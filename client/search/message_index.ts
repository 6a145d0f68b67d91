/**
 * The index itself, in memory: which messages hold which words. Numbers stand in typed arrays and a
 * word's messages are a chain through one of them, as a hundred thousand messages make millions of
 * places and most words stand in one message only.
 */

import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { IndexQuery, IndexResult, SearchDocument } from "./port.ts";
import { Numbering } from "./numbering.ts";
import { Vocabulary } from "./vocabulary.ts";
import { eachWord, marksOf, queryWords } from "./words.ts";

/** Messages gone or replaced leave their places behind; above this share all is laid anew. */
const MOST_GONE = 0.5;
const FIRST_SLOTS = 1024;

export class MessageIndex {
  readonly #convs = new Numbering<ConversationId>();
  readonly #senders = new Numbering<UserId>();
  #vocabulary = new Vocabulary();
  #slotOf = new Map<ItemId, number>();

  /** By slot. */
  #ids: ItemId[] = [];
  #texts: string[] = [];
  #conv = new Uint32Array(FIRST_SLOTS);
  #sender = new Uint32Array(FIRST_SLOTS);
  #seq = new Float64Array(FIRST_SLOTS);
  #time = new Float64Array(FIRST_SLOTS);
  #alive = new Uint8Array(FIRST_SLOTS);

  /** Messages that can be found. */
  get size(): number {
    return this.#slotOf.size;
  }

  /** Adds a message, or replaces the one of its id. */
  add(document: SearchDocument): void {
    this.remove(document.id);
    const slot = this.#ids.length;
    if (slot === this.#alive.length) this.#grow();
    this.#ids.push(document.id);
    this.#texts.push(document.text);
    this.#conv[slot] = this.#convs.numberOf(document.conv);
    this.#sender[slot] = this.#senders.numberOf(document.sender);
    this.#seq[slot] = document.seq;
    this.#time[slot] = document.timeMs;
    this.#alive[slot] = 1;
    this.#slotOf.set(document.id, slot);
    eachWord(document.text, (word) => this.#vocabulary.add(word, slot));
  }

  /** After many were added: makes the next query as quick as the ones after it. */
  settle(): void {
    this.#vocabulary.settle();
  }

  get(id: ItemId): SearchDocument | undefined {
    const slot = this.#slotOf.get(id);
    return slot === undefined ? undefined : this.#document(slot);
  }

  /** Answers whether it was there. */
  remove(id: ItemId): boolean {
    const slot = this.#slotOf.get(id);
    if (slot === undefined) return false;
    this.#slotOf.delete(id);
    this.#alive[slot] = 0;
    this.#texts[slot] = "";
    const used = this.#ids.length;
    if (used > FIRST_SLOTS && this.#slotOf.size < used * (1 - MOST_GONE)) this.#layAnew();
    return true;
  }

  /** Ids of everything of a conversation up to and with a place. */
  upTo(conv: ConversationId, seq: number): ItemId[] {
    const number = this.#convs.find(conv);
    if (number === undefined) return [];
    return this.#ids.filter((_, slot) =>
      this.#alive[slot] === 1 && this.#conv[slot] === number && this.#seq[slot]! <= seq
    );
  }

  /** The newest messages that hold every word of the query and pass its filters. */
  query({ text, sender, conv, fromMs, toMs, limit }: IndexQuery): IndexResult {
    const asked = queryWords(text);
    const wanted = {
      sender: sender === undefined ? undefined : this.#senders.find(sender) ?? -1,
      conv: conv === undefined ? undefined : this.#convs.find(conv) ?? -1,
    };
    const found = this.#holding(asked);
    const slots: number[] = [];
    for (let slot = 0; slot < this.#ids.length; slot++) {
      if (this.#alive[slot] === 0 || (found !== undefined && found[slot] === 0)) continue;
      const time = this.#time[slot]!;
      if (wanted.sender !== undefined && this.#sender[slot] !== wanted.sender) continue;
      if (wanted.conv !== undefined && this.#conv[slot] !== wanted.conv) continue;
      if (fromMs !== undefined && time < fromMs) continue;
      if (toMs !== undefined && time >= toMs) continue;
      slots.push(slot);
    }
    const newest = this.#newest(slots, limit);
    return {
      hits: newest.map((slot) => ({
        ...this.#document(slot),
        marks: marksOf(this.#texts[slot]!, asked),
      })),
      more: slots.length > newest.length,
      indexed: this.size,
    };
  }

  /** A one for each slot that holds all words; `undefined` when no word is asked for. */
  #holding(asked: readonly string[]): Uint8Array | undefined {
    let all: Uint8Array | undefined;
    for (const word of asked) {
      const some = new Uint8Array(this.#ids.length);
      this.#vocabulary.mark(word, some);
      if (all === undefined) all = some;
      else for (let slot = 0; slot < all.length; slot++) all[slot]! &= some[slot]!;
    }
    return all;
  }

  /** The `limit` newest of `slots`, newest first; of the same moment the later place first. */
  #newest(slots: number[], limit: number): number[] {
    const newerFirst = (a: number, b: number) =>
      this.#time[b]! - this.#time[a]! || this.#seq[b]! - this.#seq[a]! || b - a;
    if (slots.length <= limit) return slots.sort(newerFirst);
    // All times are sorted as plain numbers, which is quick; then only what passes is compared.
    const times = Float64Array.from(slots, (slot) => this.#time[slot]!).sort();
    const oldest = times[times.length - limit]!;
    return slots.filter((slot) => this.#time[slot]! >= oldest).sort(newerFirst).slice(0, limit);
  }

  #document(slot: number): SearchDocument {
    return {
      conv: this.#convs.nameOf(this.#conv[slot]!),
      seq: this.#seq[slot]!,
      id: this.#ids[slot]!,
      sender: this.#senders.nameOf(this.#sender[slot]!),
      timeMs: this.#time[slot]!,
      text: this.#texts[slot]!,
    };
  }

  #grow(): void {
    const size = this.#alive.length * 2;
    this.#conv = grown(this.#conv, new Uint32Array(size));
    this.#sender = grown(this.#sender, new Uint32Array(size));
    this.#seq = grown(this.#seq, new Float64Array(size));
    this.#time = grown(this.#time, new Float64Array(size));
    this.#alive = grown(this.#alive, new Uint8Array(size));
  }

  #layAnew(): void {
    const documents = [...this.#slotOf.values()].map((slot) => this.#document(slot));
    this.#vocabulary = new Vocabulary();
    this.#slotOf = new Map();
    this.#ids = [];
    this.#texts = [];
    this.#alive.fill(0);
    for (const document of documents) this.add(document);
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, bigger: T): T {
  bigger.set(old);
  return bigger;
}
