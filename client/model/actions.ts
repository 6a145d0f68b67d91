/**
 * What a person may ask of the chat, by what it is about, and what is answered. Actions reject with
 * an `AppError` whose message is for people.
 */

import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { RoomPolicy } from "../../protocol/items.ts";
import type { NotifyLevel } from "../preferences/preferences.ts";
import type { Draft } from "./draft.ts";
import type { MessageDetails, SafetyView } from "./conversation.ts";

/** A name that this person bore; `name` is empty for the directory's. */
export interface NameChangeView {
  name: string;
  /** ISO time. */
  time: string;
}

export type LogFormat = "text" | "json" | "html";

/** A file for the person to keep. */
export interface SavedLog {
  name: string;
  blob: Blob;
}

export interface SearchQuery {
  /** Words; each may be the beginning of one. */
  text: string;
  sender?: UserId;
  conversation?: ConversationId;
  /** Dates `YYYY-MM-DD` in the reader's zone, both counted in. */
  from?: string;
  to?: string;
}

export interface SearchHit {
  conversation: ConversationId;
  conversationTitle: string;
  kind: "room" | "direct";
  id: ItemId;
  senderName: string;
  /** This person wrote it. */
  own: boolean;
  time: string;
  /** The message as text; `marks` are the ranges in it that were found, in UTF-16 units. */
  text: string;
  marks: [start: number, end: number][];
}

export interface SearchResult {
  /** Newest first. */
  hits: SearchHit[];
  /** There are more than are listed. */
  more: boolean;
  /** Messages that are in the index, and whether older ones are still being added. */
  indexed: number;
  complete: boolean;
}

/** How much of what was written or chosen in this browser has not left. */
export interface NotSentView {
  /** Chosen, and not sent whole: none of it outlives the session. */
  files: number;
  /** Kept, sealed, until this person signs in here again; they leave then. */
  messages: number;
  /** Edits, deletions, reactions and pins; kept like messages. */
  changes: number;
  /** Messages that were refused: they stand in their conversations, to be retried or discarded. */
  refused: number;
  /** Refused ones that this browser could not keep: they go with the page. */
  unstored: number;
}

export interface AboutView {
  version: string;
  /** SHA-256 of the authority's root certificate, colon-separated upper-case hex. */
  authority: string;
  authorityName: string;
  /** Of one's own signing certificate. */
  certificate: string;
  certificateNotAfter: string;
}

/** Which conversation is on the screen, and who is in the rooms. */
export interface ConversationsModel {
  /** Opens the direct conversation with a person, made if there is none. */
  openPerson(id: UserId): Promise<void>;
  /** Opens a conversation that one is in. */
  open(id: ConversationId): Promise<void>;
  /** Shows no conversation (the list, on a narrow screen). */
  close(): void;
  createRoom(name: string, policy: RoomPolicy): Promise<void>;
  joinRoom(id: ConversationId): Promise<void>;
  leaveRoom(id: ConversationId): Promise<void>;
  /** Adds a person to the room on screen. */
  invite(person: UserId): Promise<void>;
  /** Removes a member from the room on screen. */
  removeMember(person: UserId): Promise<void>;
  /** The default again where `undefined`. */
  setNotify(conversation: ConversationId, level: NotifyLevel | undefined): void;
}

/** What one says in the conversation on screen. */
export interface MessagesModel {
  /** Resolves when it stands in the log as *sending*. */
  send(text: string, options?: { replyTo?: ItemId }): Promise<void>;
  /** Sends files, each as a message; the caption goes with the first. */
  sendFiles(files: readonly File[], options: { caption: string; replyTo?: ItemId }): Promise<void>;
  retry(key: string): Promise<void>;
  discard(key: string): void;
  /** One's own message gets another text. */
  edit(id: ItemId, text: string): Promise<void>;
  /** Takes one's own message back, for everybody. */
  remove(id: ItemId): Promise<void>;
  /** Puts an emoji under a message, or takes one's own away. */
  react(id: ItemId, emoji: string): Promise<void>;
  pin(id: ItemId, pinned: boolean): Promise<void>;
  /** Something is being written. */
  typing(): void;
}

/** Files of messages in the conversation on screen. */
export interface FilesModel {
  /** Stops an upload or download. */
  cancel(key: string): void;
  retry(key: string): Promise<void>;
  /** Gets a file and checks its digest; its entry then is *ready*. */
  fetch(key: string): Promise<void>;
  /** Gets a file and hands it to the browser's downloads. */
  save(key: string): Promise<void>;
}

/** What was begun and not sent, in all tabs of this browser. */
export interface DraftsModel {
  set(conversation: ConversationId, draft: Draft): void;
  /**
   * Takes the draft out to be sent; `left` is what stays. Answers whether this tab is to send it:
   * where another tab has changed or sent it meanwhile, the two are brought together, and told to
   * those who follow. Never rejects.
   */
  take(conversation: ConversationId, left: Draft): Promise<boolean>;
  /** Tells of drafts that another tab has changed, as they are here now; answers what ends that. */
  follow(onOther: (conversation: ConversationId, draft: Draft) => void): () => void;
}

/** The log of the conversation on screen. */
export interface LogModel {
  loadOlder(): Promise<void>;
  /** Loads until this message stands; answers its key. */
  reach(id: ItemId): Promise<string>;
  /** Loads until the first entry on or after this date (`YYYY-MM-DD`); answers its key. */
  reachDate(date: string): Promise<string | undefined>;
  details(id: ItemId): Promise<MessageDetails>;
  /**
   * Hides what was said so far: in this browser, or for this person everywhere. `undo` takes it
   * back within ten seconds; what is beyond is final.
   */
  clear(options: { everywhere: boolean }): Promise<{ undo: () => Promise<void> }>;
  /** The log as a file, as far back as it can be read. */
  save(format: LogFormat): Promise<SavedLog>;
}

export interface SearchModel {
  query(query: SearchQuery): Promise<SearchResult>;
}

/** What this person is called. */
export interface OwnNamesModel {
  /** Empty: back to the directory's name. */
  set(name: string): Promise<void>;
  /** Newest first. */
  history(): Promise<NameChangeView[]>;
  clearHistory(): Promise<void>;
}

/** Other people's keys. */
export interface KeysModel {
  /** Accepts a person's new identity as theirs. */
  accept(person: UserId): Promise<void>;
  /** The safety number of this person and another, with the newest keys of both. */
  safety(person: UserId): Promise<SafetyView>;
  /** The digits of `key` were the same on both screens: it is accepted, and marked as verified. */
  verify(person: UserId, key: string): Promise<void>;
  /** Takes the mark away; the key stays accepted. */
  unverify(person: UserId, key: string): Promise<void>;
}

/** The ways out. */
export interface LeavingModel {
  /** What waits to leave, to be told of before one logs out. Never rejects. */
  notSent(): Promise<NotSentView>;
  /**
   * Ends the session (of this browser, or all of them). The keys stay in this browser, and so do
   * messages that wait to leave; files that do are removed.
   */
  logout(options: { everywhere: boolean }): Promise<void>;
  /** Logs out and removes keys, pins and everything else of this person from this browser. */
  forgetBrowser(): Promise<void>;
}
