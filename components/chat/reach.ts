// Browser-safe: runs in the page.

import { signal } from "@preact/signals";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";

/** A message that the reader is to be led to, once its conversation is on screen. */
export const wantedMessage = signal<{ conversation: ConversationId; id: ItemId } | undefined>(
  undefined,
);

/**
 * Leads the reader to a message, such as one that a search found: open its conversation, then call
 * this, or the other way round.
 */
export function reachMessage(conversation: ConversationId, id: ItemId): void {
  wantedMessage.value = { conversation, id };
}
