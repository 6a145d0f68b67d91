/** The port of the search index: documents, queries and results. */

import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";

/** One message as the index takes it. */
export interface SearchDocument {
  conv: ConversationId;
  seq: number;
  id: ItemId;
  sender: UserId;
  /** Epoch milliseconds by the sender's clock. */
  timeMs: number;
  /** Without markup, as a hit shows it. */
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

/** An unbroken stretch of a conversation, both ends counted in. */
export interface Covered {
  low: number;
  high: number;
}

/** An index over what this browser can read; it lives in a worker and is kept sealed. */
export interface SearchIndex {
  /** Adds messages, or replaces those of the same id (an edit). */
  add(documents: readonly SearchDocument[]): Promise<void>;
  remove(ids: readonly ItemId[]): Promise<void>;
  /** Removes everything of a conversation up to and with a place; what lies above stays covered. */
  removeUpTo(conv: ConversationId, seq: number): Promise<void>;
  query(query: IndexQuery): Promise<IndexResult>;
  /** Those of `ids` that can be found, in any order. */
  find(ids: readonly ItemId[]): Promise<SearchDocument[]>;
  /** Notes that all of this stretch was given, and what changes it; kept with what was given. */
  cover(conv: ConversationId, stretch: Covered): Promise<void>;
  /** What was noted of each conversation last. */
  covered(): Promise<Map<ConversationId, Covered>>;
  close(): void;
}
