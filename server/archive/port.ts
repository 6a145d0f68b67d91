/**
 * The truth about what was said: conversations, their sequenced items (ciphertext and signed
 * records), members, sealed epoch secrets and published identities. What `commit` has resolved
 * for survives the loss of the process and of the machine's power.
 *
 * The router is the only writer of items. Reads are for the gateway.
 */

import type { NameRecord } from "../../protocol/display_name.ts";
import type {
  ConversationSummary,
  IdentitiesFound,
  IdentityRecord,
  Receipt,
  RoomsFound,
} from "../../protocol/frames/answers.ts";
import type { ConversationId, EpochId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import type { ItemKind, RoomPolicy, Wrap } from "../../protocol/items.ts";

/** The epoch that messages must be sealed to now. */
export interface CurrentEpoch {
  number: number;
  id: EpochId;
  /** Head of the control log when it was made. */
  control: string;
}

/** What the router needs to judge submissions to one conversation. */
export interface ConversationState {
  id: ConversationId;
  kind: "direct" | "room";
  /** Number of the newest item; 0 when there is none. */
  head: number;
  members: UserId[];
  epoch: CurrentEpoch | undefined;
  /** A member's keys changed since the epoch was made: no more messages to it. */
  epochSpent: boolean;
  /** Room: texts of all control records with their signatures, in order. */
  control: { record: string; sig: string }[];
}

/** One item with its place, and what it changes beside the log. */
export interface ItemWrite {
  type: "item";
  conv: ConversationId;
  kind: ItemKind;
  seq: number;
  id: ItemId;
  sender: UserId;
  /** Epoch milliseconds. */
  timeMs: number;
  /** JSON text of the item's body, as it is handed out again. */
  body: string;
  /** The item begins a room. */
  creates?: boolean;
  /** The room's name and policy from here on. */
  room?: { name: string; policy: RoomPolicy };
  joined?: UserId[];
  departed?: UserId[];
  epoch?: CurrentEpoch;
}

/** Sealed secrets of an epoch whose manifest is still to come. */
export interface WrapsWrite {
  type: "wraps";
  conv: ConversationId;
  epoch: EpochId;
  sender: UserId;
  wraps: Wrap[];
  /** Epoch milliseconds. */
  timeMs: number;
}

/** How much of what is stored came from one person: bytes of bodies and wraps. */
export interface StoredShare {
  /** Ever. */
  bytes: number;
  /** The last day, of UTC since the epoch, on which something came. */
  day: number;
  /** On that day. */
  dayBytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The day, of UTC since the epoch, that a share of the day is counted for. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

export type Write = ItemWrite | WrapsWrite;

/** An item as it is stored and handed out: `json` is the text of a `protocol` `Item`. */
export interface StoredPage {
  /** JSON texts of the items, in order. */
  items: string[];
  epochs: string[];
  head: number;
  more: boolean;
}

/** Some of the conversations that somebody is in; `next` asks for those after them. */
export interface ConversationsPart {
  conversations: ConversationSummary[];
  /** Absent in the last part. */
  next?: number;
}

export interface Archive {
  // For the router ---------------------------------------------------------------------------

  load(conv: ConversationId): Promise<ConversationState | undefined>;

  /** Receipts of those of `ids` that are archived. */
  receipts(ids: ItemId[]): Promise<Map<ItemId, Receipt>>;

  /** Which certificates the epoch's wraps of this sender are sealed to, by member. */
  wrapsOf(epoch: EpochId, sender: UserId): Promise<Map<UserId, Fingerprint>>;

  /** The shares of those of `users` who ever sent something. */
  shares(users: UserId[]): Promise<Map<UserId, StoredShare>>;

  /**
   * Stores everything or nothing, and only then resolves. What was stored counts as its sender's.
   *
   * @throws {AppError} `conflict` when a sequence number or id is taken already (another router
   * wrote: load again), `storage-full`, `unavailable`.
   */
  commit(writes: Write[]): Promise<void>;

  // For the gateway --------------------------------------------------------------------------

  /** Makes the conversation of two people where there is none. */
  openDirect(id: ConversationId, a: UserId, b: UserId): Promise<{ created: boolean }>;

  /** Ids of all conversations that `user` is in. */
  conversationIdsOf(user: UserId): Promise<ConversationId[]>;

  /**
   * What `user` is in, in parts of a bounded size.
   *
   * @param after `next` of the part before; the first part without it.
   */
  conversationsOf(user: UserId, after?: number): Promise<ConversationsPart>;

  /** @returns undefined when `user` is not a member. */
  summary(user: UserId, conv: ConversationId): Promise<ConversationSummary | undefined>;

  /** Items for a member; `forbidden` for others. Reads from the member's `since` on. */
  page(
    user: UserId,
    conv: ConversationId,
    range: { after?: number; before?: number; limit: number },
  ): Promise<StoredPage>;

  /** Control records after a number, for members and, where the room is open, for everybody. */
  controlLog(user: UserId, conv: ConversationId, after: number): Promise<StoredPage>;

  /** The user's own wraps, for whichever certificate. */
  wraps(
    user: UserId,
    conv: ConversationId,
    epochs: EpochId[],
  ): Promise<{ epoch: EpochId; cert: Fingerprint; wrap: string }[]>;

  /** Who sent a message; undefined when the conversation has no message with this id. */
  senderOf(conv: ConversationId, message: ItemId): Promise<UserId | undefined>;

  /**
   * Open rooms that `user` is not in, by name, at most `MAX_ROOMS_PER_PART`.
   *
   * @param after `next` of the part before; the first part without it.
   * @throws {AppError} `not-found` when that room is not open any more: the list begins anew.
   */
  openRooms(user: UserId, after?: ConversationId): Promise<RoomsFound>;

  /** How many rooms are open. */
  openRoomCount(): Promise<number>;

  // Identities -------------------------------------------------------------------------------

  /**
   * Stores an identity, withdraws the user's earlier ones, and marks the epochs of the user's
   * conversations as spent, so that the next message is sealed for the new keys.
   */
  publishIdentity(identity: NewIdentity): Promise<{ conversations: ConversationId[] }>;

  identitiesOf(users: UserId[]): Promise<IdentityRecord[]>;

  /**
   * What `identitiesOf` has, in parts of about `MAX_LIST_PART_BYTES`.
   *
   * @param skip `next` of the part before; 0 for the first.
   */
  identitiesPart(users: UserId[], skip: number): Promise<IdentitiesFound>;

  /** The identity with this signing certificate. */
  identity(sign: Fingerprint): Promise<IdentityRecord | undefined>;

  /**
   * The encryption certificate of each of `users` whose identity is not withdrawn and whose
   * certificate is still valid at `atMs`: those that an epoch must be sealed for.
   */
  encryptionCertificates(users: UserId[], atMs: number): Promise<Map<UserId, Fingerprint>>;

  /**
   * Withdraws the user's identities, because their certificates were revoked: nobody seals for
   * them from here on, and nobody waits for them.
   */
  withdrawIdentities(user: UserId, timeMs: number): Promise<{ conversations: ConversationId[] }>;

  /** Everybody who has an identity that is not withdrawn. */
  enrolledUsers(): Promise<UserId[]>;

  // Display names ----------------------------------------------------------------------------

  /**
   * Adds a display name, and drops the oldest of the person's beyond `MAX_KEPT_NAMES`.
   *
   * @throws {AppError} `conflict` (`not-newer`) when it is not newer than all of the person's.
   */
  addName(name: NewName): Promise<void>;

  /** The person's display names, newest first. */
  namesOf(user: UserId): Promise<NameRecord[]>;

  /** The newest display name of everybody who ever had one. */
  newestNames(): Promise<Map<UserId, NameRecord>>;

  /** Removes the person's display names but for the newest. */
  clearNames(user: UserId): Promise<void>;

  /** `down` when it cannot be written. */
  state(): Promise<"up" | "down">;

  close(): Promise<void>;
}

export interface NewIdentity extends IdentityRecord {
  sign: Fingerprint;
  encrypt: Fingerprint;
  /** End of the encryption certificate. */
  encryptNotAfterMs: number;
}

export interface NewName extends NameRecord {
  user: UserId;
  /** Of the statement: ISO time. */
  time: string;
}
