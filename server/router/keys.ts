/** Keys of events on the broker, and the texts under them. */

import type { NamePush, PresenceChange } from "../../protocol/frames/server_frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";

export const conversationKey = (conv: ConversationId): string => `conv.${conv}`;
/** Those of `keys` that are a conversation's, as its id. */
export function conversationsIn(keys: Iterable<string>): ConversationId[] {
  const prefix = conversationKey("" as ConversationId);
  return [...keys].filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length) as ConversationId);
}
export const userKey = (user: UserId): string => `user.${user}`;
/** Who is online where; every node is bound to it. */
export const PRESENCE_KEY = "presence";
/** Whose identity changed; every node is bound to it. */
export const IDENTITY_KEY = "identity";
/** Who has a new display name; every node is bound to it. */
export const NAME_KEY = "name";
/** Open rooms came, went or changed their names; every node is bound to it. The text says nothing. */
export const ROOMS_KEY = "rooms";
/** Whose sessions ended; every node is bound to it. */
export const SESSION_KEY = "session";

/** Under `user.<id>`: what changed in the person's list of conversations. */
export type UserEvent =
  | { type: "conversation"; conv: ConversationId }
  | { type: "left"; conv: ConversationId };

/** Under `identity`. */
export interface IdentityEvent {
  user: UserId;
  /** Their conversations, whose epochs are spent. */
  conversations: ConversationId[];
}

/** Under `name`. */
export type NameEvent = Omit<NamePush, "type">;

/** Under `session`. */
export interface SessionEvent {
  user: UserId;
  /** Which sessions; empty for all of them. */
  sessions: string[];
  message: string;
}

/** Under `presence`: one node's word on its own sockets; who hides is not there. */
export type PresenceEvent =
  | { type: "changes"; node: string; changes: PresenceChange[] }
  /** Everybody who is there; sent at intervals and when asked. */
  | { type: "roster"; node: string; online: UserId[]; away: UserId[] }
  /** A node that has just come, with nobody there yet, asks the others for their rosters. */
  | { type: "who"; node: string };
