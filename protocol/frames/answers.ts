/**
 * What the server answers to each type of request. Whoever asks reads the answer as strictly as the
 * server reads the request: the server is trusted for order and availability only.
 */

import { NAME_RECORD } from "../display_name.ts";
import { isConversationId, isEpochId, isFingerprint, isItemId, isUid, isUserId } from "../ids.ts";
import { isCertificate, isRsaBlock, ITEM, STATEMENT_FIELDS } from "../items.ts";
import {
  MAX_KEPT_NAMES,
  MAX_LISTED,
  MAX_LOOKUP_IDS,
  MAX_ROOM_MEMBERS,
  MAX_ROOM_NAME_UNITS,
  MAX_SYNC_ITEMS,
} from "../limits.ts";
import { isFullName } from "../person.ts";
import {
  type Infer,
  integer,
  isBoolean,
  isTime,
  listOf,
  object,
  type OnBadItem,
  only,
  optional,
  orEmpty,
  text,
} from "../strict.ts";
import type { ClientFrame } from "./client_frames.ts";

/** Identities of one look-up; a person may have had several. */
const MAX_IDENTITIES = 64 * MAX_LOOKUP_IDS;
/** Wraps of one look-up; an epoch may have several for one person, one for each certificate. */
const MAX_WRAPS = 8 * MAX_LOOKUP_IDS;

/** Where an item stands. */
export const RECEIPT = object("a receipt", {
  /** 0 for wraps, which have no place in the sequence. */
  seq: integer(0),
  /** Empty for wraps. */
  id: orEmpty(isItemId),
  time: isTime,
  /** It had been taken before; nothing was added. */
  duplicate: isBoolean,
});
export type Receipt = Infer<typeof RECEIPT>;

/** Names and policies here are hints for lists; what counts is the signed control log. */
export const CONVERSATION = object("a conversation", {
  id: isConversationId,
  kind: only("direct", "room"),
  /** The two of a direct conversation; everybody in a room. */
  members: listOf("the members", isUserId, MAX_ROOM_MEMBERS),
  name: text(0, MAX_ROOM_NAME_UNITS),
  policy: only("open", "invite", ""),
  head: integer(0),
  /** Messages before this sequence number are not served to the asker. */
  since: integer(0),
});
export type ConversationSummary = Infer<typeof CONVERSATION>;
export const CONVERSATIONS = listOf("the conversations", CONVERSATION, MAX_LISTED);

const OPENED_DIRECT = object("an opened conversation", { conversation: CONVERSATION });
export type OpenedDirect = Infer<typeof OPENED_DIRECT>;

const PAGE_OF_ITEMS = listOf("the items", ITEM, MAX_SYNC_ITEMS);
const SYNC_PAGE = object("a page of items", {
  items: PAGE_OF_ITEMS,
  /** Manifests that messages in `items` name but that do not stand in `items`. */
  epochs: PAGE_OF_ITEMS,
  /** Newest sequence number of the conversation when the page was read. */
  head: integer(0),
  /** Whether there is more in the asked direction. */
  more: isBoolean,
});
export type SyncPage = Infer<typeof SYNC_PAGE>;

const WRAP_FOUND = object("a wrap", { epoch: isEpochId, cert: isFingerprint, wrap: isRsaBlock });
const WRAPS_FOUND = object("wraps", {
  /** Epochs without a wrap for the asker are left out. */
  wraps: listOf("the wraps", WRAP_FOUND, MAX_WRAPS),
});
export type WrapsFound = Infer<typeof WRAPS_FOUND>;

/** What others see of a person. */
export const isPresence = only("online", "away", "offline");
export type Presence = Infer<typeof isPresence>;

const PERSON = object("a person", {
  id: isUserId,
  uid: isUid,
  fullName: isFullName,
  /** Whether the person has an identity, so that something can be sealed for them. */
  enrolled: isBoolean,
  presence: isPresence,
  /** When the last of their sockets closed; absent when never seen, or when they hid themselves. */
  lastSeen: optional(isTime),
  /** The newest display name; absent when there never was one. */
  name: optional(NAME_RECORD),
});
export type PersonSummary = Infer<typeof PERSON>;
export const PEOPLE = listOf("the people", PERSON, MAX_LISTED);
const PEOPLE_FOUND = object("people", {
  people: PEOPLE,
  /** Asks for the next part of the list, here and below; absent in the last one. */
  next: optional(isUserId),
});
export type PeopleFound = Infer<typeof PEOPLE_FOUND>;

/** One identity of a person; the newest is the one that counts for sealing. */
const IDENTITY = object("an identity", {
  user: isUserId,
  ...STATEMENT_FIELDS,
  /** DER certificates, base64url. */
  signCertificate: isCertificate,
  encryptCertificate: isCertificate,
  /** When it was published, and, where it was, withdrawn; the server's clock. */
  publishedAt: isTime,
  revokedAt: optional(isTime),
});
export type IdentityRecord = Infer<typeof IDENTITY>;
const IDENTITIES_FOUND = object("identities", {
  /** Oldest first for each person. */
  identities: listOf("the identities", IDENTITY, MAX_IDENTITIES),
  next: optional(integer(1)),
});
export type IdentitiesFound = Infer<typeof IDENTITIES_FOUND>;

const OPEN_ROOM = object("a room", {
  id: isConversationId,
  name: text(0, MAX_ROOM_NAME_UNITS),
  members: integer(0),
  head: integer(0),
});
const ROOMS_FOUND = object("rooms", {
  /** By name. */
  rooms: listOf("the rooms", OPEN_ROOM, MAX_LISTED),
  next: optional(isConversationId),
});
export type RoomsFound = Infer<typeof ROOMS_FOUND>;

const NAMES_FOUND = object("names", {
  /** Newest first. */
  names: listOf("the names", NAME_RECORD, MAX_KEPT_NAMES),
});

/** It is done, and there is nothing more to say. */
const DONE = object("an answer", {});

/** By the type of the request. */
export const ANSWERS = {
  "open-direct": OPENED_DIRECT,
  "submit": RECEIPT,
  "sync": SYNC_PAGE,
  "control-log": SYNC_PAGE,
  "wraps": WRAPS_FOUND,
  "people": PEOPLE_FOUND,
  "identities": IDENTITIES_FOUND,
  "rooms": ROOMS_FOUND,
  "set-presence": DONE,
  "typing": DONE,
  "set-name": NAME_RECORD,
  "names": NAMES_FOUND,
  "clear-names": DONE,
} satisfies Record<ClientFrame["type"], unknown>;

/** What is answered to a request of the type `Type`. */
export type AnswerTo<Type extends ClientFrame["type"]> = Infer<typeof ANSWERS[Type]>;

/**
 * The answer to a request of this type.
 *
 * @param onBadItem Is told of the items of its lists that cannot be read; they are left out. Without
 * it one of them refuses the answer.
 * @throws {AppError} `invalid`
 */
export function parseAnswer<Type extends ClientFrame["type"]>(
  type: Type,
  result: unknown,
  onBadItem?: OnBadItem,
): AnswerTo<Type> {
  return ANSWERS[type].parse(result, onBadItem) as AnswerTo<Type>;
}
