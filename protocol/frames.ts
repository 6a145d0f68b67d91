/**
 * Frames of the WebSocket at `/ws`, one JSON text each. The client asks with a `ref` of its own
 * choice and gets one `answer` or `refused` with the same `ref`; everything else the server sends
 * is pushed. The session is the cookie of the upgrade request.
 *
 * What leaves the server in one turn of its event loop shares one WebSocket message: a text from
 * the server is one frame, or a JSON array of frames in order.
 */

import { NAME_RECORD, type NameRecord } from "./display_name.ts";
import type { Problem } from "./errors.ts";
import { AppError } from "./errors.ts";
import {
  type ConversationId,
  type EpochId,
  isConversationId,
  isEpochId,
  isUserId,
  type ItemId,
  type Uid,
  type UserId,
} from "./ids.ts";
import { type Item, parseSubmission, type SignedStatement, type Submission } from "./items.ts";
import { MAX_LOOKUP_IDS, MAX_SYNC_ITEMS } from "./limits.ts";
import { integer, list, only, parseJson, parseShape } from "./strict.ts";

/** Version of this page's grammar; the server says its own in `welcome`. */
export const WIRE_VERSION = 1;

/**
 * How a socket wants its person to be seen. A person is online while any socket is, away while
 * none is online and some are away, else offline: a hidden socket counts as not there.
 */
export const SOCKET_STATES = ["online", "away", "hidden"] as const;
export type SocketState = typeof SOCKET_STATES[number];

/** What others see of a person. */
export type Presence = "online" | "away" | "offline";

/**
 * Path of the upgrade request. The state is in it, so that whoever hides is not seen for the
 * moment of connecting.
 */
export function socketPath(state: SocketState): string {
  return state === "online" ? "/ws" : `/ws?presence=${state}`;
}

// --- What the client asks ------------------------------------------------------------------

/** Chosen by the client, unique among its open requests. */
type Ref = { ref: number };

/** Makes sure that the direct conversation with `peer` exists. Answer: `OpenedDirect`. */
export type OpenDirectFrame = Ref & { type: "open-direct"; peer: UserId };
/**
 * Hands something in for the conversation's sequence. Answer: `Receipt`, once the archive holds
 * it; the same item handed in twice gets the same receipt. A room begins with its `create` record.
 */
export type SubmitFrame = Ref & { type: "submit"; conv: ConversationId } & Submission;
/**
 * Items of a conversation in order: those after sequence number `after` (oldest first), or, when
 * `before` is given, the last ones before it. `limit` counts items. Answer: `SyncPage`.
 */
export type SyncFrame = Ref & {
  type: "sync";
  conv: ConversationId;
  limit: number;
  after?: number;
  before?: number;
};
/** All control records of a room, in order, after sequence number `after`. Answer: `SyncPage`. */
export type ControlLogFrame = Ref & { type: "control-log"; conv: ConversationId; after: number };
/** The asker's own wraps of these epochs. Answer: `WrapsFound`. */
export type WrapsFrame = Ref & { type: "wraps"; conv: ConversationId; epochs: EpochId[] };
/** Everybody in the directory, with presence. Answer: `PeopleFound`. */
export type PeopleFrame = Ref & { type: "people" };
/** Identities, old ones too, of these people. Answer: `IdentitiesFound`. */
export type IdentitiesFrame = Ref & { type: "identities"; users: UserId[] };
/** Open rooms that the asker could join. Answer: `RoomsFound`. */
export type RoomsFrame = Ref & { type: "rooms" };
/** How this socket wants its person to be seen from here on. Answer: `Done`. */
export type SetPresenceFrame = Ref & { type: "set-presence"; state: SocketState };
/**
 * The asker is writing something in this conversation: told to the other members, and stored
 * nowhere. What comes too often, or from a hidden socket, is not told. Answer: `Done`.
 */
export type TypingFrame = Ref & { type: "typing"; conv: ConversationId };
/** The asker's new display name. Answer: the `NameRecord`, once the archive holds it. */
export type SetNameFrame = Ref & { type: "set-name" } & NameRecord;
/** The asker's display names. Answer: `NamesFound`. */
export type NamesFrame = Ref & { type: "names" };
/** Removes the asker's display names but for the present one. Answer: `Done`. */
export type ClearNamesFrame = Ref & { type: "clear-names" };

export type ClientFrame =
  | OpenDirectFrame
  | SubmitFrame
  | SyncFrame
  | ControlLogFrame
  | WrapsFrame
  | PeopleFrame
  | IdentitiesFrame
  | RoomsFrame
  | SetPresenceFrame
  | TypingFrame
  | SetNameFrame
  | NamesFrame
  | ClearNamesFrame;

// --- What the server answers ---------------------------------------------------------------

/** Where an item stands. `duplicate`: it had been taken before; nothing was added. */
export interface Receipt {
  /** 0 for wraps, which have no place in the sequence. */
  seq: number;
  id: ItemId | "";
  time: string;
  duplicate: boolean;
}

export interface OpenedDirect {
  conversation: ConversationSummary;
}

export interface SyncPage {
  items: Item[];
  /** Manifests that messages in `items` name but that do not stand in `items`. */
  epochs: Item[];
  /** Newest sequence number of the conversation when the page was read. */
  head: number;
  /** Whether there is more in the asked direction. */
  more: boolean;
}

export interface WrapsFound {
  /** Epochs without a wrap for the asker are left out. */
  wraps: { epoch: EpochId; cert: string; wrap: string }[];
}

export interface PersonSummary {
  id: UserId;
  uid: Uid;
  fullName: string;
  /** Whether the person has an identity, so that something can be sealed for them. */
  enrolled: boolean;
  presence: Presence;
  /** When the last of their sockets closed; absent when never seen, or when they hid themselves. */
  lastSeen?: string;
  /** The newest display name; absent when there never was one. */
  name?: NameRecord;
}

export interface PeopleFound {
  people: PersonSummary[];
}

/** One identity of a person; the newest is the one that counts for sealing. */
export interface IdentityRecord extends SignedStatement {
  user: UserId;
  /** DER certificates, base64url. */
  signCertificate: string;
  encryptCertificate: string;
  /** When it was published, and, where it was, withdrawn; the server's clock. */
  publishedAt: string;
  revokedAt?: string;
}

export interface IdentitiesFound {
  /** Oldest first for each person. */
  identities: IdentityRecord[];
}

/** Names and policies here are hints for lists; what counts is the signed control log. */
export interface ConversationSummary {
  id: ConversationId;
  kind: "direct" | "room";
  /** The two of a direct conversation; everybody in a room. */
  members: UserId[];
  name: string;
  policy: "open" | "invite" | "";
  head: number;
  /** Messages before this sequence number are not served to the asker. */
  since: number;
}

export interface RoomsFound {
  rooms: {
    id: ConversationId;
    name: string;
    members: number;
    head: number;
  }[];
}

/** It is done, and there is nothing more to say. */
export type Done = Record<never, never>;

export interface NamesFound {
  /** Newest first, at most `MAX_KEPT_NAMES`. */
  names: NameRecord[];
}

export type AnswerFrame<T = unknown> = { type: "answer"; ref: number; result: T };
export type RefusedFrame = { type: "refused"; ref: number; problem: Problem };

// --- What the server pushes ----------------------------------------------------------------

/** First frame on every socket. */
export type WelcomeFrame = {
  type: "welcome";
  version: number;
  user: { id: UserId; uid: Uid; fullName: string };
  /** The server's clock, so that the client can tell a wrong one. */
  time: string;
  conversations: ConversationSummary[];
  online: UserId[];
  away: UserId[];
};
/** New items, in order for each conversation. A gap in `seq` is filled with `sync`. */
export type EventsFrame = { type: "events"; events: Item[] };
/** Who came or went, at most one change a person; collected for a moment, so that many share one. */
export type PresenceFrame = {
  type: "presence";
  changes: PresenceChange[];
};
export interface PresenceChange {
  user: UserId;
  presence: Presence;
  /** When that was; absent when somebody hid themselves, or it is not known when they went. */
  time?: string;
}
/** Somebody is writing in a conversation. */
export type TypingPush = { type: "typing"; conv: ConversationId; user: UserId; time: string };
/** Somebody has a new display name. */
export type NamePush = { type: "name"; user: UserId; name: NameRecord };
/** Somebody published a new identity, or one was withdrawn: ask `identities` again. */
export type IdentityFrame = { type: "identity"; user: UserId };
/** A conversation is new for this person, or its summary changed. */
export type ConversationFrame = { type: "conversation"; conversation: ConversationSummary };
/** This person is no longer in the conversation. */
export type LeftFrame = { type: "left"; conv: ConversationId };
/** The rooms that could be joined have changed: ask `rooms` again. */
export type RoomsChangedFrame = { type: "rooms-changed" };
/** Events may have been missed (the node lost its broker for a while): sync everything. */
export type CatchUpFrame = { type: "catch-up" };
/** The session is over; the socket closes with 4401. */
export type SignedOutFrame = { type: "signed-out"; message: string };

export type ServerFrame =
  | AnswerFrame
  | RefusedFrame
  | WelcomeFrame
  | EventsFrame
  | PresenceFrame
  | TypingPush
  | NamePush
  | IdentityFrame
  | ConversationFrame
  | LeftFrame
  | RoomsChangedFrame
  | CatchUpFrame
  | SignedOutFrame;

/** WebSocket close codes of ours (RFC 6455 7.4.2: 4000-4999 are private). */
export const CLOSE = {
  /** A frame that is not of this grammar. */
  badFrame: 4400,
  /** No session, or it ended. Do not reconnect; sign in. */
  signedOut: 4401,
  /** Too many frames, or sockets. Reconnect later. */
  rateLimited: 4429,
  /** The socket did not take what it was sent. Reconnect and sync. */
  tooSlow: 4408,
  /** The server is going away. Reconnect. */
  goingAway: 1001,
} as const;

// --- Parsing on the server -----------------------------------------------------------------

const isRef = integer(0, 2 ** 31);

/**
 * A client's frame.
 *
 * @throws {AppError} `invalid` or `too-large`; `refOf` may still tell which request it was.
 */
export function parseClientFrame(text: string): ClientFrame {
  const value = parseJson("a frame", text);
  const type = (value as { type?: unknown } | null)?.type;
  const isType = (given: unknown): given is never => given === type;
  switch (type) {
    case "submit": {
      const frame = parseShape<
        { type: never; ref: number; conv: ConversationId; kind: string; body: object }
      >(
        "a submit frame",
        value,
        {
          type: isType,
          ref: isRef,
          conv: isConversationId,
          kind: (kind): kind is string => typeof kind === "string",
          body: (body): body is object => typeof body === "object" && body !== null,
        },
      );
      return {
        type: "submit",
        ref: frame.ref,
        conv: frame.conv,
        ...parseSubmission(frame.kind, frame.body),
      };
    }
    case "sync":
      return parseShape<SyncFrame>("a sync frame", value, {
        type: isType,
        ref: isRef,
        conv: isConversationId,
        limit: integer(1, MAX_SYNC_ITEMS),
        after: integer(0),
        before: integer(1),
      }, ["after", "before"]);
    case "control-log":
      return parseShape<ControlLogFrame>("a control-log frame", value, {
        type: isType,
        ref: isRef,
        conv: isConversationId,
        after: integer(0),
      });
    case "wraps":
      return parseShape<WrapsFrame>("a wraps frame", value, {
        type: isType,
        ref: isRef,
        conv: isConversationId,
        epochs: list(isEpochId, 1, MAX_LOOKUP_IDS),
      });
    case "identities":
      return parseShape<IdentitiesFrame>("an identities frame", value, {
        type: isType,
        ref: isRef,
        users: list(isUserId, 1, MAX_LOOKUP_IDS),
      });
    case "open-direct":
      return parseShape<OpenDirectFrame>("an open-direct frame", value, {
        type: isType,
        ref: isRef,
        peer: isUserId,
      });
    case "people":
      return parseShape<PeopleFrame>("a people frame", value, { type: isType, ref: isRef });
    case "rooms":
      return parseShape<RoomsFrame>("a rooms frame", value, { type: isType, ref: isRef });
    case "set-presence":
      return parseShape<SetPresenceFrame>("a set-presence frame", value, {
        type: isType,
        ref: isRef,
        state: only(...SOCKET_STATES),
      });
    case "typing":
      return parseShape<TypingFrame>("a typing frame", value, {
        type: isType,
        ref: isRef,
        conv: isConversationId,
      });
    case "set-name":
      return parseShape<SetNameFrame>("a set-name frame", value, {
        type: isType,
        ref: isRef,
        ...NAME_RECORD,
      });
    case "names":
      return parseShape<NamesFrame>("a names frame", value, { type: isType, ref: isRef });
    case "clear-names":
      return parseShape<ClearNamesFrame>("a clear-names frame", value, {
        type: isType,
        ref: isRef,
      });
    default:
      throw new AppError("invalid", "Cannot read a frame: its type is not known", {
        field: "type",
      });
  }
}

/** The `ref` of a frame that `parseClientFrame` refused, where it has one. */
export function refOf(text: string): number | undefined {
  try {
    const ref = (JSON.parse(text) as { ref?: unknown } | null)?.ref;
    return isRef(ref) ? ref : undefined;
  } catch {
    return undefined;
  }
}
