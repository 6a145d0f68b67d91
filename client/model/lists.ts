/** What the lists show: whom and what one can open, and how the page is in touch. */

import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { RoomPolicy } from "../../protocol/items.ts";
import type { NotifyLevel } from "../preferences/preferences.ts";

/** What this browser thinks of a person's keys. */
export type IdentityView =
  | "none" // has not enrolled; nothing can be sealed for them
  | "pinned" // the identity this browser met first, or accepted since
  | "verified" // the same, and its safety number was compared with the person
  | "changed"; // another identity than the pinned one: sending stops until it is accepted

/** `hidden` people look offline; without a connection nobody's presence is known. */
export type PresenceView = "online" | "away" | "offline" | "unknown";

/** How a room lets people in; not known of one that the server tells nothing of. */
export type RoomPolicyView = RoomPolicy | "unknown";

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
  /** One line of what was begun here and not sent. */
  draft?: string;
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
  policy: RoomPolicyView;
  /** Not known where it is absent: at least one is in. */
  members: number | undefined;
  /** False: an open room that could be joined. */
  joined: boolean;
}
