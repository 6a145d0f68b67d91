/**
 * What crosses nodes as events of the broker, by key (`keys.ts`): each is described once, and type
 * and strict parser come from the description. Whoever may write to the broker may write anything,
 * so what does not parse is dropped where it is read, and never takes another event with it.
 */

import { NAME_RECORD } from "../../protocol/display_name.ts";
import { AppError } from "../../protocol/errors.ts";
import { MAX_NOTICE_UNITS, PRESENCE_CHANGE } from "../../protocol/frames/server_frames.ts";
import { type ConversationId, isConversationId, isUserId } from "../../protocol/ids.ts";
import { MAX_LISTED } from "../../protocol/limits.ts";
import {
  type Infer,
  list,
  listOf,
  object,
  only,
  parseJson,
  type Schema,
  tagged,
  text,
} from "../../protocol/strict.ts";
import { conversationKey } from "./keys.ts";

/** A node's name, as `config.ts` takes it and more. */
export const isNodeId = text(1, 100);
/** A session's name: a hash in hexadecimal. */
const isSessionId = text(1, 64);
const conversations = list(isConversationId, 0, MAX_LISTED);
const people = list(isUserId, 0, MAX_LISTED);

/** Under `user.<id>`: what changed in the person's list of conversations. */
export const USER_EVENT = tagged("a person's event", "type", {
  conversation: object("a new conversation", {
    type: only("conversation"),
    conv: isConversationId,
  }),
  left: object("a left conversation", { type: only("left"), conv: isConversationId }),
});
export type UserEvent = Infer<typeof USER_EVENT>;

/** Under `identity`. */
export const IDENTITY_EVENT = object("an identity event", {
  user: isUserId,
  /** Their conversations, whose epochs are spent. */
  conversations,
});
export type IdentityEvent = Infer<typeof IDENTITY_EVENT>;

/** Under `name`. */
export const NAME_EVENT = object("a name event", { user: isUserId, name: NAME_RECORD });
export type NameEvent = Infer<typeof NAME_EVENT>;

/** Under `rooms`: says nothing but that it came. */
export const ROOMS_EVENT = object("a rooms event", {});

/** Under `session`. */
export const SESSION_EVENT = object("a session event", {
  user: isUserId,
  /** Which sessions; empty for all of them. */
  sessions: list(isSessionId, 0, MAX_LISTED),
  /** What the person reads of it. */
  message: text(0, MAX_NOTICE_UNITS),
});
export type SessionEvent = Infer<typeof SESSION_EVENT>;

/** Under `presence`: one node's word on its own sockets; who hides is not there. */
export const PRESENCE_EVENT = tagged("a presence event", "type", {
  changes: object("changes of presence", {
    type: only("changes"),
    node: isNodeId,
    changes: listOf("the changes", PRESENCE_CHANGE, MAX_LISTED),
  }),
  /** Everybody who is there; sent at intervals and when asked. */
  roster: object("a roster", {
    type: only("roster"),
    node: isNodeId,
    online: people,
    away: people,
  }),
  /** A node that has just come, with nobody there yet, asks the others for their rosters. */
  who: object("a question for rosters", { type: only("who"), node: isNodeId }),
});
export type PresenceEvent = Infer<typeof PRESENCE_EVENT>;

/**
 * How an item's text begins, as the router writes it, and how it ends. Items are passed on as they
 * stand: their bodies were parsed by the router, and the pages that get them parse them again.
 */
const ITEM_START =
  /^\{"conv":"([\w-]{43})","seq":[1-9]\d{0,15},"kind":"(?:control|epoch|message)","id":"[\w-]{43}","time":"[\d.:TZ-]{24}","body":\{"/;
const ITEM_END = '"}}';

/**
 * Refuses what is no item of the conversation of `key`, without a look into its body: this is done
 * for every message, on every node.
 *
 * @throws {AppError} `invalid`
 */
export function requireItem(key: string, text: string): void {
  const conv = ITEM_START.exec(text)?.[1];
  if (conv === undefined || !text.endsWith(ITEM_END)) {
    throw new AppError("invalid", "Cannot read an item: it is not as the router writes it");
  }
  if (key !== conversationKey(conv as ConversationId)) {
    throw new AppError("invalid", "Cannot read an item: it is of another conversation", {
      field: "conv",
    });
  }
}

/**
 * The event that `text` is.
 *
 * @throws {AppError} `invalid`, with the field where it is one's.
 */
export function readEvent<T>(schema: Schema<T>, text: string): T {
  return schema.parse(parseJson("an event", text));
}
