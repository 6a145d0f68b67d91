/**
 * Frames of the server: answers, refusals, and what it pushes without having been asked.
 *
 * What leaves the server in one turn of its event loop shares one WebSocket message: a text from
 * the server is one frame, or a JSON array of frames in order.
 */

import { NAME_RECORD } from "../display_name.ts";
import { AppError } from "../errors.ts";
import { isConversationId, isUid, isUserId } from "../ids.ts";
import { ITEM } from "../items.ts";
import { MAX_LISTED } from "../limits.ts";
import { isFullName } from "../person.ts";
import {
  type Infer,
  integer,
  isThere,
  isTime,
  listOf,
  object,
  type OnBadItem,
  only,
  optional,
  parseJson,
  tagged,
  text,
} from "../strict.ts";
import { CONVERSATION, CONVERSATIONS, isPresence } from "./answers.ts";
import { isRef } from "./ref.ts";

/** Items of one `events` frame, and frames of one message: bounds against a flood, not rules. */
const MAX_EVENTS = 10_000;
const MAX_FRAMES = 100_000;
/** What a person is told when a session ends. */
export const MAX_NOTICE_UNITS = 1000;

export const PRESENCE_CHANGE = object("a presence", {
  user: isUserId,
  presence: isPresence,
  /** When that was; absent when somebody hid themselves, or it is not known when they went. */
  time: optional(isTime),
});
export type PresenceChange = Infer<typeof PRESENCE_CHANGE>;

/** What the server pushes, by type. */
const PUSHES = {
  /** Comes before the welcome, where that would be too large: conversations that belong into it. */
  "conversations": object("a part of the welcome", {
    type: only("conversations"),
    conversations: CONVERSATIONS,
  }),
  /** First frame on every socket, but for the parts that belong to it. */
  "welcome": object("the welcome", {
    type: only("welcome"),
    version: integer(1),
    user: object("the welcomed person", {
      id: isUserId,
      uid: isUid,
      fullName: isFullName,
    }),
    /** The server's clock, so that the client can tell a wrong one. */
    time: isTime,
    conversations: CONVERSATIONS,
    online: listOf("those who are here", isUserId, MAX_LISTED),
    away: listOf("those who are away", isUserId, MAX_LISTED),
  }),
  /** New items, in order for each conversation. A gap in `seq` is filled with `sync`. */
  "events": object("events", {
    type: only("events"),
    events: listOf("the items", ITEM, MAX_EVENTS),
  }),
  /** Who came or went, at most one change a person; collected for a moment, so that many share one. */
  "presence": object("a presence", {
    type: only("presence"),
    changes: listOf("the presence", PRESENCE_CHANGE, MAX_LISTED),
  }),
  /** Somebody is writing in a conversation. */
  "typing": object("a typing hint", {
    type: only("typing"),
    conv: isConversationId,
    user: isUserId,
    time: isTime,
  }),
  /** Somebody has a new display name. */
  "name": object("a name notice", { type: only("name"), user: isUserId, name: NAME_RECORD }),
  /** Somebody published a new identity, or one was withdrawn: ask `identities` again. */
  "identity": object("an identity notice", { type: only("identity"), user: isUserId }),
  /** A conversation is new for this person, or its summary changed. */
  "conversation": object("a conversation notice", {
    type: only("conversation"),
    conversation: CONVERSATION,
  }),
  /** This person is no longer in the conversation. */
  "left": object("a notice", { type: only("left"), conv: isConversationId }),
  /** The rooms that could be joined have changed: ask `rooms` again. */
  "rooms-changed": object("a notice", { type: only("rooms-changed") }),
  /** Events may have been missed (the node lost its broker for a while): sync everything. */
  "catch-up": object("a notice", { type: only("catch-up") }),
  /** The session is over; the socket closes with 4401. */
  "signed-out": object("a notice", {
    type: only("signed-out"),
    message: text(0, MAX_NOTICE_UNITS),
  }),
};

export const SERVER_FRAMES = {
  ...PUSHES,
  /** Its result is what `ANSWERS` has for the type of the request. */
  "answer": object("an answer", { type: only("answer"), ref: isRef, result: isThere }),
  /** A `Problem`; `fromProblem` makes an error of whatever it is. */
  "refused": object("a refusal", { type: only("refused"), ref: isRef, problem: isThere }),
};

const SERVER_FRAME = tagged("a frame", "type", SERVER_FRAMES);
const MESSAGE = listOf("a message", SERVER_FRAME, MAX_FRAMES);

export type ServerFrame = Infer<typeof SERVER_FRAME>;
export type PushFrame = Exclude<ServerFrame, { type: "answer" | "refused" | "conversations" }>;
type Push<Type extends keyof typeof PUSHES> = Infer<typeof PUSHES[Type]>;
export type WelcomeFrame = Push<"welcome">;
export type EventsFrame = Push<"events">;
export type PresenceFrame = Push<"presence">;
export type TypingPush = Push<"typing">;
export type NamePush = Push<"name">;

/**
 * What a message of the server holds: one frame, or several in order.
 *
 * @param onBadFrame Is told of frames that are not of the grammar, and of items of their lists; they
 * are left out, so that they do not take the others with them.
 * @throws {AppError} `invalid` when the message as a whole cannot be read.
 */
export function parseServerMessage(data: unknown, onBadFrame: OnBadItem): ServerFrame[] {
  if (typeof data !== "string") throw new AppError("invalid", "Cannot read a frame: no text");
  const value = parseJson("a frame", data);
  return MESSAGE.parse(Array.isArray(value) ? value : [value], onBadFrame);
}
