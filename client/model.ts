// Browser-safe: runs in the page.

/**
 * What the screens show and may ask for. `client/` fills it, `islands/` wire it, `components/` draw
 * it. Signals hold immutable values: a change is a new value.
 */

import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, ItemId, UserId } from "../protocol/ids.ts";
import type { RoomPolicy, RoomRole } from "../protocol/items.ts";
import type { NotifyLevel } from "./preferences/preferences.ts";

/** State of the road to the server. */
export type ConnectionView =
  | { state: "connecting" }
  | { state: "online" }
  /** Lost; trying again by itself. `retryAt`: epoch milliseconds of the next try. */
  | { state: "reconnecting"; retryAt: number }
  /** The session ended; `message` says why. The page leads to the sign-in. */
  | { state: "signed-out"; message: string };

/** What this browser thinks of a person's keys. */
export type IdentityView =
  | "none" // has not enrolled; nothing can be sealed for them
  | "pinned" // the identity this browser met first, or accepted since
  | "changed"; // another identity than the pinned one: sending stops until it is accepted

/** `hidden` people look offline. */
export type PresenceView = "online" | "away" | "offline";

/** The newest thing said in a conversation, for its row in the list. */
export interface LastLineView {
  /** Who said it; empty in a direct conversation unless it was oneself (then one's own name). */
  senderName: string;
  own: boolean;
  /** One line: a message's text without its markup, or what stands for a file. */
  text: string;
  /** ISO time. */
  time: string;
}

/** What the rows of the list say of a conversation. */
export interface ActivityView {
  /** Messages of others that were not on the screen. */
  unread: number;
  /** Those among them that name this person, or answer them. */
  mentions: number;
  lastLine?: LastLineView;
  /** Something was begun here and not sent. */
  hasDraft: boolean;
  /** What makes itself heard here; the default where nothing was chosen. */
  notify: NotifyLevel;
}

export interface PersonView extends ActivityView {
  id: UserId;
  uid: string;
  /** What they call themselves now: the signed display name, or the directory's name. */
  fullName: string;
  /** The directory's name. */
  directoryName: string;
  presence: PresenceView;
  /** ISO time when they were last seen; absent when never, hidden, or while they are here. */
  lastSeen?: string;
  identity: IdentityView;
  isSelf: boolean;
  /** The direct conversation with them, once it exists. */
  conversation?: ConversationId;
}

export interface RoomView extends ActivityView {
  id: ConversationId;
  name: string;
  policy: RoomPolicy;
  members: number;
  /** False: an open room that could be joined. */
  joined: boolean;
}

export interface MemberView {
  id: UserId;
  uid: string;
  fullName: string;
  role: RoomRole;
  presence: PresenceView;
  identity: IdentityView;
  isSelf: boolean;
}

/** How far a file has come to, or from, this browser. Bytes are of the plain file. */
export type TransferView =
  /** Kept in this browser until it can leave; given up at `cancelFile`. */
  | { state: "waiting" }
  /** On its way out; stops at `cancelFile`. `pageOnly`: it could not be kept in this browser. */
  | { state: "uploading"; doneBytes: number; pageOnly?: true }
  /** Stands on the server; nothing of it is here. */
  | { state: "remote" }
  | { state: "downloading"; doneBytes: number }
  /**
   * Here, and its digest holds. `url` is a `blob:` URL. `notShown`: an image with too many pixels
   * to be shown in the page, or of which nobody can say how many it has.
   */
  | { state: "ready"; url: string; notShown?: true }
  /** Stopped or broken; `retryFile` goes on with it, unless `final`. */
  | { state: "failed"; problem: string; final: boolean };

export interface FileView {
  name: string;
  /** Media type as the sender's browser had it; a hint and never trusted. */
  media: string;
  sizeBytes: number;
  /** An image that may be shown in place; its size in pixels, 0 where unknown. */
  image?: { width: number; height: number };
  transfer: TransferView;
}

/** Everybody who put one emoji under a message. */
export interface ReactionView {
  emoji: string;
  /** Display names, one's own as it is. */
  names: string[];
  own: boolean;
}

/** What a message answers. */
export interface QuoteView {
  id: ItemId;
  /** Absent when the message is not here (yet), deleted, or did not open. */
  senderName?: string;
  text?: string;
}

/** A message that opened, or one's own on its way. */
export interface MessageView {
  type: "message";
  /** Stable over its life, sent or not. */
  key: string;
  id?: ItemId;
  sender: UserId;
  senderName: string;
  senderUid: string;
  own: boolean;
  /** As written; beside a file its caption; empty when deleted. */
  text: string;
  /** ISO time by the sender's clock, or by the server's where the two do not agree. */
  time: string;
  /** ISO time by the sender's clock, where it is not `time`. */
  writtenAt?: string;
  /** sending -> sent -> delivered -> read, or failed with a reason, to retry or discard. */
  state: "sending" | "sent" | "delivered" | "read" | "failed";
  problem?: string;
  /** Its sender took it back. */
  deleted: boolean;
  /** ISO time of the newest edit, by the same rule. */
  editedAt?: string;
  quote?: QuoteView;
  /** How many messages answer this one. */
  replies: number;
  reactions: ReactionView[];
  pinned: boolean;
  /** It names this person by `@uid`, or answers them. */
  mentionsMe: boolean;
  file?: FileView;
}

/** One row of the log, in order. */
export type EntryView =
  | MessageView
  /** A message that did not open: its reason in plain words, never its content. */
  | {
    type: "closed";
    key: string;
    senderName: string;
    time: string;
    /** Machine-readable, for tests and details. */
    reason: string;
    message: string;
  }
  /** Neighbours that were sealed for keys that this browser does not have: nothing to be done. */
  | {
    type: "sealed";
    /** That of the newest: it stays while older ones are loaded. */
    key: string;
    /** ISO times, by the server's clock, of the newest and of the oldest. */
    time: string;
    since: string;
    /** Two at least; one alone is *closed*. */
    count: number;
    /** Whose they are, with those who have most first. */
    senders: { name: string; count: number }[];
  }
  /** Somebody joined, left, was added; the room was renamed; keys changed. */
  | { type: "notice"; key: string; time: string; text: string };

export interface PinnedView {
  id: ItemId;
  senderName: string;
  text: string;
  time: string;
}

export interface ConversationView {
  id: ConversationId;
  kind: "direct" | "room";
  title: string;
  /** Direct: the other person. */
  peer?: PersonView;
  policy?: RoomPolicy;
  members: MemberView[];
  /** One's own role in a room. */
  role?: RoomRole;
  /** The same object as before for an entry that did not change. */
  entries: EntryView[];
  /** Older entries can be loaded. */
  more: boolean;
  loading: boolean;
  /** Why nothing can be sent now, in plain words; absent when it can. */
  blocked?: string;
  /** Members whose identity changed and was not accepted. */
  changed: MemberView[];
  /** Newest first. */
  pinned: PinnedView[];
  /** Display names of those who are writing now. */
  typing: string[];
  /** Key of the first entry that was new when the conversation was opened. */
  firstNew?: string;
  /** What was begun here and not sent. */
  draft: string;
  notify: NotifyLevel;
  /** Shown from this browser's own store, because the server cannot be reached. */
  stored: boolean;
}

/** Who signed a message, with what, and what became of it. */
export interface MessageDetails {
  senderName: string;
  senderUid: string;
  sender: UserId;
  /** ISO time by the sender's clock, and by the server's. */
  time: string;
  takenAt: string;
  /** They are so far apart that one was wrong, or the message waited before it left. */
  clocksDiffer: boolean;
  /** Place in the conversation, and number of the epoch whose secret sealed it. */
  seq: number;
  epoch: number;
  device: string;
  certificate: {
    subject: string;
    /** Colon-separated upper-case hex, as other programs print it. */
    serial: string;
    sha256: string;
    /** ISO times. */
    notBefore: string;
    notAfter: string;
  };
  /** Earlier wordings, oldest first. */
  edits: { text: string; time: string }[];
  delivered: { name: string; time: string }[];
  read: { name: string; time: string }[];
}

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

export interface AboutView {
  version: string;
  /** SHA-256 of the authority's root certificate, colon-separated upper-case hex. */
  authority: string;
  authorityName: string;
  /** Of one's own signing certificate. */
  certificate: string;
  certificateNotAfter: string;
}

/** The signed-in chat of one page. Actions reject with an `AppError` whose message is for people. */
export interface ChatModel {
  /** Names of the directory: they never change. */
  readonly me: { id: UserId; uid: string; fullName: string };
  /** What others see as one's name. */
  readonly ownName: ReadonlySignal<string>;
  readonly connection: ReadonlySignal<ConnectionView>;
  readonly people: ReadonlySignal<PersonView[]>;
  readonly rooms: ReadonlySignal<RoomView[]>;
  /** The conversation on screen. */
  readonly current: ReadonlySignal<ConversationView | undefined>;

  openPerson(id: UserId): Promise<void>;
  /** Opens a room one is in. */
  openRoom(id: ConversationId): Promise<void>;
  /** Opens any conversation one is in. */
  openConversation(id: ConversationId): Promise<void>;
  /** Shows no conversation (the list, on a narrow screen). */
  closeConversation(): void;
  createRoom(name: string, policy: RoomPolicy): Promise<void>;
  joinRoom(id: ConversationId): Promise<void>;
  leaveRoom(id: ConversationId): Promise<void>;
  /** Adds a person to the room on screen. */
  invite(person: UserId): Promise<void>;
  /** Removes a member from the room on screen. */
  removeMember(person: UserId): Promise<void>;

  /** Sends to the conversation on screen. Resolves when it stands in the log as *sending*. */
  send(text: string, options?: { replyTo?: ItemId }): Promise<void>;
  /** Sends files, each as a message; the caption goes with the first. */
  sendFiles(files: readonly File[], options: { caption: string; replyTo?: ItemId }): Promise<void>;
  retry(key: string): Promise<void>;
  discard(key: string): void;
  /** One's own message gets another text. */
  edit(id: ItemId, text: string): Promise<void>;
  /** Takes one's own message back, for everybody. */
  deleteMessage(id: ItemId): Promise<void>;
  /** Puts an emoji under a message, or takes one's own away. */
  react(id: ItemId, emoji: string): Promise<void>;
  pin(id: ItemId, pinned: boolean): Promise<void>;
  /** Stops an upload or download. */
  cancelFile(key: string): void;
  retryFile(key: string): Promise<void>;
  /** Gets a file and checks its digest; its entry then is *ready*. */
  fetchFile(key: string): Promise<void>;
  /** Gets a file and hands it to the browser's downloads. */
  saveFile(key: string): Promise<void>;
  details(id: ItemId): Promise<MessageDetails>;
  /** Something is being written in the conversation on screen. */
  typing(): void;
  setDraft(conversation: ConversationId, text: string): void;

  loadOlder(): Promise<void>;
  /** Loads until this message of the conversation on screen stands; answers its key. */
  reach(id: ItemId): Promise<string>;
  /** Loads until the first entry on or after this date (`YYYY-MM-DD`); answers its key. */
  reachDate(date: string): Promise<string | undefined>;

  /**
   * Hides what was said so far in the conversation on screen: in this browser, or for this person
   * everywhere. `undo` takes it back within ten seconds; what is beyond is final.
   */
  clearHistory(options: { everywhere: boolean }): Promise<{ undo: () => Promise<void> }>;
  /** The conversation on screen as a file, as far back as it can be read. */
  saveLog(format: LogFormat): Promise<SavedLog>;
  search(query: SearchQuery): Promise<SearchResult>;

  /** Empty: back to the directory's name. */
  setName(name: string): Promise<void>;
  /** Newest first. */
  nameHistory(): Promise<NameChangeView[]>;
  clearNameHistory(): Promise<void>;
  /** The default again where `undefined`. */
  setNotify(conversation: ConversationId, level: NotifyLevel | undefined): void;
  about(): Promise<AboutView>;

  /** Accepts a person's new identity as theirs. */
  acceptIdentity(person: UserId): Promise<void>;
  /** Ends the session (of this browser, or all of them); the keys stay in this browser. */
  logout(options: { everywhere: boolean }): Promise<void>;
  /** Logs out and removes keys, pins and everything else of this person from this browser. */
  forgetBrowser(): Promise<void>;
}
