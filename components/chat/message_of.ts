/** Finds a message by its id: what is open about it holds no copy. */

import type { EntryView, MessageView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";

/** A message as it is now; undefined while it is not loaded. */
export function messageOf(entries: readonly EntryView[], id: ItemId): MessageView | undefined {
  return entries.find((entry): entry is MessageView => entry.type === "message" && entry.id === id);
}
