/** The list row of a conversation, and the focus going back to it. */

import type { ConversationView } from "../../client/model/mod.ts";

/** Id of the sidebar's row for a conversation: a person's for a direct one. */
export function rowOf({ id, peer }: ConversationView): string {
  return peer?.id ?? id;
}

/** Back in the list, the keyboard goes on where it came from. */
export function focusRow(id: string): void {
  requestAnimationFrame(() => document.getElementById(`row-${id}`)?.focus());
}
