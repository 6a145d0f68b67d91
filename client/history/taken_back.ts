/** What of a message is kept once its sender has taken it back: that it was there, and no word. */

import type { Shown } from "../../e2ee/shown.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { isContent, withoutWords } from "../kinds/table.ts";

/** Stands for words in a payload that must have some. It is never shown: the delete stands too. */
const NO_WORDS = "…";

/** Whether `item` stands without the words that it came with. */
export function isWordless(item: Shown): boolean {
  return item.kind === "message" && "text" in item.payload && item.payload.text === NO_WORDS;
}

/** Deletes, and what they take the words of: what they name, and the edits of it, by one sender. */
export class TakenBack {
  readonly #senders = new Map<ItemId, Set<UserId>>();

  constructor(shown: Iterable<Shown>) {
    for (const item of shown) {
      if (item.kind !== "message" || item.payload.type !== "delete") continue;
      const { target } = item.payload;
      const senders = this.#senders.get(target) ?? new Set();
      this.#senders.set(target, senders.add(item.sender));
    }
  }

  /** The messages that are named. */
  targets(): Set<ItemId> {
    return new Set(this.#senders.keys());
  }

  /** `item` as it is to be kept; the same object where it may stay as it is. */
  applied(item: Shown): Shown {
    if (item.kind !== "message") return item;
    const named = isContent(item.payload) ? item.id : item.payload.target;
    if (!this.#senders.get(named)?.has(item.sender)) return item;
    const payload = withoutWords(item.payload, NO_WORDS);
    return payload === item.payload ? item : { ...item, payload };
  }
}
