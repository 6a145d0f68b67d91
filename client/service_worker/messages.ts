/** What page and service worker tell each other. */

import { type ConversationId, isConversationId } from "../../protocol/ids.ts";

export type ToWorker =
  /** A newer version that waits may start: the page reloads with it. */
  | { type: "take-over" }
  /** The stored pages are to be fetched again: their language or look has changed. */
  | { type: "refresh" };

/** Somebody clicked a notification. */
export type ToPage = { type: "open"; conversation: ConversationId };

export function readToWorker(data: unknown): ToWorker | undefined {
  const type = (data as { type?: unknown } | null)?.type;
  return type === "take-over" || type === "refresh" ? { type } : undefined;
}

export function readToPage(data: unknown): ToPage | undefined {
  const { type, conversation } = (data ?? {}) as { type?: unknown; conversation?: unknown };
  return type === "open" && isConversationId(conversation) ? { type, conversation } : undefined;
}

/** The chat's address that opens a conversation. */
export function addressOf(conversation: ConversationId): string {
  return `/chat#c=${conversation}`;
}

/** The conversation that an address asks for by its fragment. */
export function conversationIn(hash: string): ConversationId | undefined {
  const asked = /^#c=(.+)$/.exec(hash)?.[1];
  return isConversationId(asked) ? asked : undefined;
}
