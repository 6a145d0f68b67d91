// Browser-safe: runs in the page and in the search worker.

import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";

/** One message as the index takes it. */
export interface SearchDocument {
  conv: ConversationId;
  seq: number;
  id: ItemId;
  sender: UserId;
  /** Epoch milliseconds by the sender's clock. */
  timeMs: number;
  text: string;
}

/** Times in epoch milliseconds, `fromMs` counted in, `toMs` not. */
export interface IndexQuery {
  text: string;
  sender?: UserId;
  conv?: ConversationId;
  fromMs?: number;
  toMs?: number;
  limit: number;
}

export interface IndexResult {
  /** Newest first; `marks` are ranges of `text` in UTF-16 units. */
  hits: (SearchDocument & { marks: [start: number, end: number][] })[];
  more: boolean;
  indexed: number;
}

/** An index over what this browser can read; it lives in a worker and is kept sealed. */
export interface SearchIndex {
  /** Adds messages, or replaces those of the same id (an edit). */
  add(documents: readonly SearchDocument[]): Promise<void>;
  remove(ids: readonly ItemId[]): Promise<void>;
  /** Removes everything of a conversation up to and with a place. */
  removeUpTo(conv: ConversationId, seq: number): Promise<void>;
  query(query: IndexQuery): Promise<IndexResult>;
  /** Highest place of each conversation that the index has been given. */
  heads(): Promise<Map<ConversationId, number>>;
  close(): void;
}
