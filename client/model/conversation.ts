/** What the conversation on screen shows: its members, its entries, and what is told of one. */

import type { ContentPayload } from "../../e2ee/payload.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { RoomRole } from "../../protocol/items.ts";
import type { NotifyLevel } from "../preferences/preferences.ts";
import type { Draft } from "./draft.ts";
import type { ListView } from "./list_view.ts";
import type { IdentityView, PersonView, PresenceView, RoomPolicyView } from "./lists.ts";

export interface MemberView {
  id: UserId;
  uid: string;
  fullName: string;
  role: RoomRole;
  presence: PresenceView;
  identity: IdentityView;
  /** Their keys changed, and the ones of before had been compared with them. */
  wasVerified?: true;
  isSelf: boolean;
}

/** What two people compare to be sure of each other's keys. */
export interface SafetyView {
  /** 60 digits, the same on both screens unless somebody stands between the two. */
  digits: string;
  /** Names the key that the digits are of. */
  key: string;
  /** The key is the one that messages are sealed for; else it was not accepted yet. */
  accepted: boolean;
  /** ISO time when the digits were found to be the same. */
  verifiedAt?: string;
}

/** How far a file has come to, or from, this browser. Bytes are of the plain file. */
export type TransferView =
  /** Kept in this browser until it can leave; given up at `files.cancel`. */
  | { state: "waiting" }
  /** On its way out; stops at `files.cancel`. `pageOnly`: it could not be kept in this browser. */
  | { state: "uploading"; doneBytes: number; pageOnly?: true }
  /** Stands on the server; nothing of it is here. */
  | { state: "remote" }
  | { state: "downloading"; doneBytes: number }
  /**
   * Here, and its digest holds. `url` is a `blob:` URL. `notShown`: an image with too many pixels
   * to be shown in the page, or of which nobody can say how many it has, as of an empty one.
   */
  | { state: "ready"; url: string; notShown?: "too-large" | "unreadable" }
  /** Stopped or broken; `files.retry` goes on where it ended, unless `final`. */
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

/** What a message of some kinds shows beside its words; absent when it is deleted. */
export interface MessageParts {
  file?: FileView;
}

/** A message that opened, or one's own on its way. */
export interface MessageView extends MessageParts {
  type: "message";
  kind: ContentPayload["type"];
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
}

/** One row of the log, in order. */
export type EntryView =
  | MessageView
  /** A message that did not open: its reason in plain words, never its content. */
  | {
    type: "closed";
    key: string;
    /** Absent where nobody's signature on it was found good: whose it is is not known then. */
    senderName?: string;
    /** By this person's own keys. */
    own?: true;
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
  policy?: RoomPolicyView;
  /** Empty while they are not known: at least oneself is in. */
  members: MemberView[];
  /** One's own role in a room. */
  role?: RoomRole;
  /** The same object as before for an entry that did not change. */
  entries: EntryView[];
  /** Older entries can be loaded. */
  more: boolean;
  /** What stood before these was cleared by this person, here or in another browser. */
  cleared: boolean;
  loading: boolean;
  /** It could not be loaded, and is again with the next connection; `blocked` says why. */
  failed?: true;
  /** Why nothing can be sent now, in plain words; absent when it can. */
  blocked?: string;
  /** Members whose identity changed and was not accepted. */
  changed: MemberView[];
  /** Newest first. */
  pinned: ListView<PinnedView>;
  /** Display names of those who are writing now. */
  typing: string[];
  /** Key of the first entry that was new when the conversation was opened. */
  firstNew?: string;
  /** What was begun here and not sent. */
  draft: Draft;
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
