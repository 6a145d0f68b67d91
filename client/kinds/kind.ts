/** What the table of kinds (`table.ts`) has to say of each kind of message. */

import type { ActPayload, ContentPayload, FilePayload, MarkPayload } from "../../e2ee/payload.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import type { MessageParts, TransferView } from "../model/mod.ts";
import { ReceiptLine } from "./receipt_line.ts";

/**
 * Something said: a row of the log. It counts as unread, notifies, can be answered, and is taken
 * back with all that its entry here tells of it.
 */
export interface ContentKind<P extends ContentPayload = ContentPayload> {
  role: "content";
  /** What its sender wrote, with its markup; an edit puts other words in their place. */
  words(payload: P): string;
  /** The message that it answers. */
  answers(payload: P): ItemId | undefined;
  /**
   * One line for it, in the list of conversations, in a quote, among the pins and in a notification.
   *
   * @param words as they are now, in one line and without markup.
   */
  line(payload: P, words: string): string;
  /** What the search finds it by, and shows. @param words as they are now, without markup. */
  searched(payload: P, words: string): string;
  /**
   * What its row shows beside the words. `components/message/kinds.tsx` draws it, and
   * `client/export/kinds.ts` saves it.
   *
   * @param transferOf how far a file has come.
   */
  shown(payload: P, transferOf: (file: FilePayload) => TransferView | undefined): MessageParts;
}

/** Something done to a message, which shows in that message's row. */
export interface ActKind<P extends ActPayload = ActPayload> {
  role: "act";
  /** It changes what was said: it counts from the target's sender only, and the search heeds it. */
  amends: boolean;
  /**
   * Changes what the target has become. Called in the order of the conversation, for what counts.
   *
   * @param shownAt the ISO time that the act is shown by.
   */
  apply(outcome: Outcome, act: Act<P>, shownAt: () => string): void;
  /** Itself without the words that it holds: they go when its target is taken back. */
  withoutWords?(payload: P, noWords: string): P;
  /**
   * Whether the store of this browser remembers it beside the log, so that it is known without
   * reading all, and then whether its target is looked for in what is stored, or only waited for.
   */
  remembered: "no" | "waits" | "seeks";
  /** What its sender is told when it was not taken. @param problem a sentence that says why. */
  refused(problem: string): string;
}

/** How far its sender has come in the conversation: it has no row, and is counted for the others. */
export interface MarkKind<P extends MarkPayload = MarkPayload> {
  role: "mark";
  /**
   * Counts a mark once it and its target are here, and again when either came anew; the order is
   * any. @returns the rows that may show something else now.
   */
  count(counted: Counted, mark: Mark<P>): ChangedRows | undefined;
  /**
   * Takes back what the mark of `sender` at the place `seq` counted for: it turned out to be
   * something else. Absent for what stays counted once it was here.
   */
  uncount?(counted: Counted, sender: UserId, seq: number): void;
  /**
   * As with an act. Absent for what is made again by itself and may be lost: it is not stored before
   * it is sealed, no key is made for its sake, and nobody is told when it was not taken.
   */
  refused?(problem: string): string;
}

/** An act, in the log or on its way there. */
export interface Act<P extends ActPayload = ActPayload> {
  sender: UserId;
  /** ISO time by the sender's clock. */
  time: string;
  /** By the server's; absent while it is on its way. */
  takenAt?: string;
  payload: P;
  /** Place in the log; `Infinity` while it is on its way. */
  seq: number;
}

/** A mark whose target stands before it. */
export interface Mark<P extends MarkPayload = MarkPayload> {
  sender: UserId;
  /** This person made it. */
  own: boolean;
  payload: P;
  /** Place of the target. */
  place: number;
  /** Place of the mark itself. */
  seq: number;
  /** ISO time by the clock that is shown. */
  time: string;
}

/** All of them, or this person's own after one place and up to another. */
export type ChangedRows = "all" | { after: number; upTo: number };

/** What the marks of one conversation come to. */
export interface Counted {
  /** How far everybody has received and read. */
  receipts: ReceiptLine;
  /** Place up to which this person cleared the history; 0 for none. */
  cleared: number;
}

export function nothingCounted(): Counted {
  return { receipts: new ReceiptLine(), cleared: 0 };
}

/** What a message has become. */
export interface Outcome {
  text: string;
  /** ISO time since when it says that, by the clock that is shown. */
  since: string;
  deleted: boolean;
  /** ISO time of the newest edit, by the same clock. */
  editedAt?: string;
  /** Earlier wordings, oldest first. */
  wordings: { text: string; time: string }[];
  /** By an emoji in its one spelling: who put it under the message, in the order in which they came. */
  reactions: Map<string, UserId[]>;
  /** Place of the act that pinned it; absent when it is not pinned. */
  pinnedAt?: number;
}

/** A message that nothing was done to. */
export function saying(text: string, since: string): Outcome {
  return { text, since, deleted: false, wordings: [], reactions: new Map() };
}
