/**
 * What this browser keeps of what it has opened, sealed under a key that cannot leave it: so that
 * the app shows something without the network, lists have a last line at once, and the search has
 * something to read.
 */

import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationSummary, PersonSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { type Draft, NOTHING_BEGUN } from "../model/draft.ts";

/** The unbroken stretch that is kept; `complete`: there is nothing before it to be read. */
export interface StoredStretch {
  low: number;
  high: number;
  complete: boolean;
}

/** What the lists show before the server has answered. */
export interface Overview {
  me: { uid: string; fullName: string };
  conversations: ConversationSummary[];
  people: PersonSummary[];
}

/** A draft as it stands, and the name of that wording: each change has another one. */
export interface DraftRecord {
  version: string;
  draft: Draft;
}

/** Nothing was begun. */
export const NO_DRAFT: DraftRecord = { version: "", draft: NOTHING_BEGUN };

/** What was begun, for all tabs of this profile. */
export interface DraftStore {
  /**
   * No other tab of this profile writes in it, and what stands is known here: what is sent here is
   * nobody else's.
   */
  isAlone(conv: ConversationId): boolean;
  /** What stands, by conversation. */
  all(): Promise<Map<ConversationId, DraftRecord>>;
  of(conv: ConversationId): Promise<DraftRecord>;
  /**
   * Puts `next` in the place of the version `before`, in one stroke; where nothing is begun any
   * more it removes what stands. Answers what stands instead when that was replaced by another tab:
   * nothing is written then.
   */
  replace(
    conv: ConversationId,
    before: string,
    next: DraftRecord,
  ): Promise<DraftRecord | undefined>;
  /** Calls back when another tab has replaced a draft. */
  onOther(callback: (conv: ConversationId) => void): void;
}

/** Every call rejects with an `AppError` where the browser keeps nothing (any more). */
export interface History {
  /**
   * Keeps what was opened; a place that stands already is replaced. Items that touch nothing that
   * is kept begin a stretch of their own: what was kept stays, and joins it once the gap is filled.
   */
  put(conv: ConversationId, shown: readonly Shown[]): Promise<void>;
  /**
   * The last `limit` before the place `before` (the end, when absent), oldest first, and without
   * holes: never across a gap.
   */
  page(conv: ConversationId, range: { before?: number; limit: number }): Promise<Shown[]>;
  /** The newest stretch without holes. What is kept before a gap shows in it once that is filled. */
  stretch(conv: ConversationId): Promise<StoredStretch | undefined>;
  /** Nothing before the place `from` can be read: a stretch that reaches down to it is complete. */
  markComplete(conv: ConversationId, from: number): Promise<void>;

  /**
   * The pinned messages among what is kept, and the acts that make them what they are; long texts
   * are cut. Pins of messages that are not kept yet are missing, and one that was taken off in a gap
   * still stands: only of a complete stretch it is all.
   */
  pins(conv: ConversationId): Promise<Shown[]>;

  /** Files of one's own that messages named which were taken back since; the server may hold them. */
  releases(conv: ConversationId): Promise<string[]>;
  /** The server has let go of these. */
  released(conv: ConversationId, files: readonly string[]): Promise<void>;

  /** Nothing up to and with this place is to be shown; 0 takes it back. */
  setFloor(conv: ConversationId, place: number): Promise<void>;
  floor(conv: ConversationId): Promise<number>;
  /** Removes for good what is kept up to the floor. */
  purge(conv: ConversationId): Promise<void>;

  readonly drafts: DraftStore;

  /** From here on every call is refused: everything of the person is being removed. */
  close(): void;

  storeOverview(overview: Overview): Promise<void>;
  overview(): Promise<Overview | undefined>;
}
