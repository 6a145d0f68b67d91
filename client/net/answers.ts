/**
 * Allow-list parsing of what the server answers on the socket. The server is trusted for order and
 * availability only, so its frames are read as strictly as it reads ours.
 */

import { NAME_RECORD, type NameRecord } from "../../protocol/display_name.ts";
import { isBase64UrlOf } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type {
  ConversationSummary,
  Done,
  IdentitiesFound,
  IdentityRecord,
  NamesFound,
  OpenedDirect,
  PeopleFound,
  PersonSummary,
  Presence,
  Receipt,
  RoomsFound,
  SyncPage,
  WrapsFound,
} from "../../protocol/frames.ts";
import {
  isConversationId,
  isEpochId,
  isFingerprint,
  isItemId,
  isUid,
  isUserId,
} from "../../protocol/ids.ts";
import { type Item, parseItem, RSA_BLOCK_BYTES } from "../../protocol/items.ts";
import {
  MAX_CERTIFICATE_BYTES,
  MAX_KEPT_NAMES,
  MAX_LOOKUP_IDS,
  MAX_ROOM_MEMBERS,
  MAX_ROOM_NAME_CHARS,
  MAX_STATEMENT_BYTES,
  MAX_SYNC_ITEMS,
} from "../../protocol/limits.ts";
import {
  type Check,
  integer,
  isTime,
  list,
  only,
  parseShape,
  type Shape,
  text,
} from "../../protocol/strict.ts";

/** Answers that list the whole directory or all rooms: a bound against a flood, not a rule. */
export const MAX_LISTED = 100_000;
/** Identities of one look-up; a person may have had several. */
const MAX_IDENTITIES = 64 * MAX_LOOKUP_IDS;

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isCertificate = text(1, Math.ceil((MAX_CERTIFICATE_BYTES * 4) / 3));
const isBlock = (value: unknown): value is string => isBase64UrlOf(value, RSA_BLOCK_BYTES);
export const isPresence: Check<Presence> = only("online", "away", "offline");
const isNameRecord = (value: unknown): value is NameRecord => {
  parseNameRecord(value);
  return true;
};
const anything = (value: unknown): value is never => value !== undefined;

/** `values` as a list of at most `max` that each pass `item`. @throws {AppError} `invalid` */
export function parseList<T>(
  what: string,
  values: unknown,
  max: number,
  item: (value: unknown) => T,
): T[] {
  if (!Array.isArray(values) || values.length > max) {
    throw new AppError("invalid", `Cannot read ${what}: it is not a list of at most ${max}`);
  }
  return values.map(item);
}

const SUMMARY: Shape<ConversationSummary> = {
  id: isConversationId,
  kind: only("direct", "room"),
  members: list(isUserId, 0, MAX_ROOM_MEMBERS),
  name: text(0, MAX_ROOM_NAME_CHARS),
  policy: only("open", "invite", ""),
  head: integer(0),
  since: integer(0),
};

export function parseSummary(value: unknown): ConversationSummary {
  return parseShape("a conversation", value, SUMMARY);
}

export function parseSummaries(values: unknown): ConversationSummary[] {
  return parseList("the conversations", values, MAX_LISTED, parseSummary);
}

/** Items of one conversation or of several; their order is the caller's to check. */
export function parseItems(values: unknown, max: number): Item[] {
  return parseList("the items", values, max, parseItem);
}

export function parseDone(value: unknown): Done {
  return parseShape<Done>("an answer", value, {});
}

export function parseNameRecord(value: unknown): NameRecord {
  return parseShape("a display name", value, NAME_RECORD);
}

export function parseNamesFound(value: unknown): NamesFound {
  const { names } = parseShape<{ names: never }>("names", value, { names: anything });
  return { names: parseList("the names", names, MAX_KEPT_NAMES, parseNameRecord) };
}

export function parseReceipt(value: unknown): Receipt {
  return parseShape<Receipt>("a receipt", value, {
    seq: integer(0),
    id: (id): id is Receipt["id"] => id === "" || isItemId(id),
    time: isTime,
    duplicate: isBoolean,
  });
}

export function parseOpenedDirect(value: unknown): OpenedDirect {
  const { conversation } = parseShape<{ conversation: never }>("an opened conversation", value, {
    conversation: anything,
  });
  return { conversation: parseSummary(conversation) };
}

export function parseSyncPage(value: unknown): SyncPage {
  const page = parseShape<{ items: never; epochs: never; head: number; more: boolean }>(
    "a page of items",
    value,
    { items: anything, epochs: anything, head: integer(0), more: isBoolean },
  );
  return {
    items: parseItems(page.items, MAX_SYNC_ITEMS),
    epochs: parseItems(page.epochs, MAX_SYNC_ITEMS),
    head: page.head,
    more: page.more,
  };
}

export function parseWrapsFound(value: unknown): WrapsFound {
  const { wraps } = parseShape<{ wraps: never }>("wraps", value, { wraps: anything });
  return {
    wraps: parseList(
      "the wraps",
      wraps,
      8 * MAX_LOOKUP_IDS,
      (wrap) =>
        parseShape<WrapsFound["wraps"][number]>("a wrap", wrap, {
          epoch: isEpochId,
          cert: isFingerprint,
          wrap: isBlock,
        }),
    ),
  };
}

export function parsePeopleFound(value: unknown): PeopleFound {
  const { people } = parseShape<{ people: never }>("people", value, { people: anything });
  return {
    people: parseList(
      "the people",
      people,
      MAX_LISTED,
      (person) =>
        parseShape<PersonSummary>("a person", person, {
          id: isUserId,
          uid: isUid,
          fullName: text(1, 200),
          enrolled: isBoolean,
          presence: isPresence,
          lastSeen: isTime,
          name: isNameRecord,
        }, ["lastSeen", "name"]),
    ),
  };
}

export function parseIdentitiesFound(value: unknown): IdentitiesFound {
  const { identities } = parseShape<{ identities: never }>("identities", value, {
    identities: anything,
  });
  return {
    identities: parseList(
      "the identities",
      identities,
      MAX_IDENTITIES,
      (identity) =>
        parseShape<IdentityRecord>("an identity", identity, {
          user: isUserId,
          statement: text(2, MAX_STATEMENT_BYTES),
          sig: isBlock,
          signCertificate: isCertificate,
          encryptCertificate: isCertificate,
          publishedAt: isTime,
          revokedAt: isTime,
        }, ["revokedAt"]),
    ),
  };
}

export function parseRoomsFound(value: unknown): RoomsFound {
  const { rooms } = parseShape<{ rooms: never }>("rooms", value, { rooms: anything });
  return {
    rooms: parseList(
      "the rooms",
      rooms,
      MAX_LISTED,
      (room) =>
        parseShape<RoomsFound["rooms"][number]>("a room", room, {
          id: isConversationId,
          name: text(0, MAX_ROOM_NAME_CHARS),
          members: integer(0),
          head: integer(0),
        }),
    ),
  };
}
