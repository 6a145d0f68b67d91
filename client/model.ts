// Browser-safe: runs in the page.

/**
 * What the screens show and may ask for. `client/` fills it, `islands/` wire it, `components/` draw
 * it. Signals hold immutable values: a change is a new value.
 */

import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, ItemId, UserId } from "../protocol/ids.ts";
import type { RoomPolicy, RoomRole } from "../protocol/items.ts";

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

export interface PersonView {
  id: UserId;
  uid: string;
  fullName: string;
  online: boolean;
  /** ISO time when they were last seen; absent when never, or while online. */
  lastSeen?: string;
  identity: IdentityView;
  isSelf: boolean;
  /** The direct conversation with them, once it exists. */
  conversation?: ConversationId;
  unread: number;
}

export interface RoomView {
  id: ConversationId;
  name: string;
  policy: RoomPolicy;
  members: number;
  unread: number;
  /** False: an open room that could be joined. */
  joined: boolean;
}

export interface MemberView {
  id: UserId;
  uid: string;
  fullName: string;
  role: RoomRole;
  online: boolean;
  identity: IdentityView;
  isSelf: boolean;
}

/** One row of the log, in order. */
export type EntryView =
  /** A message that opened, or one's own on its way. */
  | {
    type: "message";
    /** Stable over its life, sent or not. */
    key: string;
    id?: ItemId;
    sender: UserId;
    senderName: string;
    senderUid: string;
    own: boolean;
    text: string;
    /** ISO time by the sender's clock. */
    time: string;
    /** sending -> sent, or failed with a reason and a choice to retry or discard. */
    state: "sending" | "sent" | "failed";
    problem?: string;
  }
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
  /** Somebody joined, left, was added; the room was renamed; keys changed. */
  | { type: "notice"; key: string; time: string; text: string };

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
  entries: EntryView[];
  /** Older entries can be loaded. */
  more: boolean;
  loading: boolean;
  /** Why nothing can be sent now, in plain words; absent when it can. */
  blocked?: string;
  /** Members whose identity changed and was not accepted. */
  changed: MemberView[];
}

/** The signed-in chat of one page. Actions reject with an `AppError` whose message is for people. */
export interface ChatModel {
  readonly me: { id: UserId; uid: string; fullName: string };
  readonly connection: ReadonlySignal<ConnectionView>;
  readonly people: ReadonlySignal<PersonView[]>;
  readonly rooms: ReadonlySignal<RoomView[]>;
  /** The conversation on screen. */
  readonly current: ReadonlySignal<ConversationView | undefined>;

  openPerson(id: UserId): Promise<void>;
  /** Opens a room one is in. */
  openRoom(id: ConversationId): Promise<void>;
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
  send(text: string): Promise<void>;
  retry(key: string): Promise<void>;
  discard(key: string): void;
  loadOlder(): Promise<void>;
  /** Accepts a person's new identity as theirs. */
  acceptIdentity(person: UserId): Promise<void>;
  /** Ends the session (of this browser, or all of them); the keys stay in this browser. */
  logout(options: { everywhere: boolean }): Promise<void>;
  /** Logs out and removes keys, pins and everything else of this person from this browser. */
  forgetBrowser(): Promise<void>;
}

/** Steps of the sign-in pages, for their progress line. */
export type SignInProgress =
  | "checking"
  | "making-keys"
  | "requesting-certificates"
  | "proving"
  | "done";

/** How a sign-in or registration went. */
export type SignInOutcome =
  /** The session is there: go to `/chat`. */
  | { type: "signed-in" }
  /** The password was right, but this browser has no key of this person: enrol, or stop. */
  | { type: "needs-enrolment"; loginId: string; hadKeysBefore: boolean }
  /** The certificate was refused: go to `/refused?reason=...`. */
  | { type: "refused"; reason: string };

export interface SignInClient {
  /** Why this browser cannot take part at all (no WebCrypto on a plain-http page ...). */
  unsupported(): string | undefined;
  /** Rejects with an `AppError`; `field` names the input that is wrong. */
  register(
    input: { uid: string; fullName: string; mail: string; password: string },
    onProgress: (step: SignInProgress) => void,
  ): Promise<SignInOutcome>;
  signIn(
    input: { uid: string; password: string },
    onProgress: (step: SignInProgress) => void,
  ): Promise<SignInOutcome>;
  /** After `needs-enrolment`: new keys and certificates; the old ones are revoked. */
  enrol(loginId: string, onProgress: (step: SignInProgress) => void): Promise<SignInOutcome>;
}
