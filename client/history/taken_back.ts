/** What of a message is kept once its sender has taken it back: that it was there, and no word. */

import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";

/** Stands for words in a payload that must have some. It is never shown: the delete stands too. */
const NO_WORDS = "…";

/** `message` without what it said. */
export function withoutWords(message: ShownMessage): ShownMessage {
  const { payload } = message;
  return payload.type === "edit"
    ? { ...message, payload: { ...payload, text: NO_WORDS } }
    : { ...message, payload: { type: "text", text: NO_WORDS } };
}

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
    if (item.kind !== "message" || !holdsWords(item)) return item;
    const named = item.payload.type === "edit" ? item.payload.target : item.id;
    return this.#senders.get(named)?.has(item.sender) ? withoutWords(item) : item;
  }
}

function holdsWords({ payload: { type } }: ShownMessage): boolean {
  return type === "text" || type === "reply" || type === "file" || type === "edit";
}
