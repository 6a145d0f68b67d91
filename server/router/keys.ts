/** Keys of events on the broker; `events.ts` has what stands under them. */

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
