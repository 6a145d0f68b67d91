// Browser-safe: runs in the page.

import type { ConversationSummary } from "../../protocol/frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import { MAX_SYNC_ITEMS } from "../../protocol/limits.ts";
import { parseSyncPage } from "../net/answers.ts";
import type { AskServer } from "../conversations/context.ts";
import { signerOf } from "../conversations/signers.ts";
import type { PersonStore } from "../local_store.ts";

/** Counting stops here: more is shown as this many. */
const MAX_UNREAD = 999;

export interface UnreadOptions {
  self: UserId;
  store: PersonStore;
  ask: AskServer;
  onChange: () => void;
}

interface Counted {
  /** Up to which place the count goes. */
  upTo: number;
  unread: number;
}

/**
 * Messages of others that were not on this profile's screen, by conversation. They are counted, not
 * opened: who says to have written them is enough for a number in a list.
 */
export class Unread {
  readonly #options: UnreadOptions;
  readonly #counts = new Map<ConversationId, Counted>();

  constructor(options: UnreadOptions) {
    this.#options = options;
  }

  of(conv: ConversationId): number {
    return this.#counts.get(conv)?.unread ?? 0;
  }

  /** Counts what came while this profile was away. @throws {AppError} `unavailable` */
  async catchUp(summaries: readonly ConversationSummary[]): Promise<void> {
    for (const { id, head, since } of summaries) {
      const read = await this.#options.store.readUpTo(id);
      const known = this.#counts.get(id) ?? { upTo: Math.max(read, since - 1), unread: 0 };
      this.#counts.set(id, known);
      while (known.upTo < head && known.unread < MAX_UNREAD) {
        const range = { after: known.upTo, limit: MAX_SYNC_ITEMS };
        const page = await this.#options.ask({ type: "sync", conv: id, ...range }, parseSyncPage);
        if (page.items.length === 0) break;
        this.add(page.items);
      }
    }
  }

  /** Counts live items, each place once. */
  add(items: readonly Item[]): void {
    let changed = false;
    for (const item of items) {
      const count = this.#counts.get(item.conv) ?? { upTo: 0, unread: 0 };
      this.#counts.set(item.conv, count);
      if (item.seq <= count.upTo) continue;
      count.upTo = item.seq;
      if (item.kind !== "message" || signerOf(item)?.user === this.#options.self) continue;
      count.unread = Math.min(count.unread + 1, MAX_UNREAD);
      changed = true;
    }
    if (changed) this.#options.onChange();
  }

  /** The conversation is on the screen up to `seq`. */
  async read(conv: ConversationId, seq: number): Promise<void> {
    const count = this.#counts.get(conv);
    const upTo = Math.max(count?.upTo ?? 0, seq);
    if (count === undefined || count.unread > 0 || upTo > count.upTo) {
      this.#counts.set(conv, { upTo, unread: 0 });
      if (count !== undefined && count.unread > 0) this.#options.onChange();
    }
    await this.#options.store.markRead(conv, seq);
  }

  forget(conv: ConversationId): void {
    this.#counts.delete(conv);
  }
}
