/** Which segment of the search index each message is written in. */

import type { ItemId } from "../../protocol/ids.ts";

/** Messages of a segment: what is written again when one of them changes. */
export const SEGMENT_MESSAGES = 500;

/** Which segment each message is written in. */
export class Placement {
  readonly #segmentOf = new Map<ItemId, number>();
  /** By segment. */
  readonly #members: Set<ItemId>[] = [];
  #last = 0;
  /** Messages that the last segment was ever given: places of removed ones stay empty. */
  #given = 0;

  /** The segment that takes new messages. */
  get last(): number {
    return this.#last;
  }

  /** Answers the message's segment; a new one gets the next place, an edit stays where it was. */
  place(id: ItemId): number {
    const known = this.#segmentOf.get(id);
    if (known !== undefined) return known;
    if (this.#given === SEGMENT_MESSAGES) {
      this.#last++;
      this.#given = 0;
    }
    this.#given++;
    this.#put(id, this.#last);
    return this.#last;
  }

  /** Takes a segment as it was read; segments come in rising order. */
  restore(segment: number, ids: readonly ItemId[]): void {
    for (const id of ids) this.#put(id, segment);
    this.#last = segment;
    this.#given = ids.length;
  }

  /** Answers the segment that the message stood in. */
  remove(id: ItemId): number | undefined {
    const segment = this.#segmentOf.get(id);
    if (segment === undefined) return undefined;
    this.#segmentOf.delete(id);
    this.#members[segment]!.delete(id);
    return segment;
  }

  /** The messages of a segment, in the order in which they came. */
  membersOf(segment: number): Iterable<ItemId> {
    return this.#members[segment] ?? [];
  }

  #put(id: ItemId, segment: number): void {
    // Of a message that stands in two segments, the later one counts.
    this.remove(id);
    this.#segmentOf.set(id, segment);
    while (this.#members.length <= segment) this.#members.push(new Set());
    this.#members[segment]!.add(id);
  }
}
