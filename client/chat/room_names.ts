/** Rooms' names as they are shown: with a part of the id where two look alike. */

import type { ConversationId } from "../../protocol/ids.ts";
import { nameKey } from "../../protocol/name_key.ts";
import { shownName } from "../../protocol/name_rules.ts";

/** So much of an id is shown: another room with the same one is not found by trying. */
const SHOWN_ID_CHARS = 8;

/**
 * Names the rooms among `rooms`, which are looked at when the first name is asked for. Everybody may
 * call a room as they like; where the eye would take one for another, both bear the beginning of
 * their ids, which nobody can choose.
 */
export function roomNames(
  rooms: () => Iterable<{ id: ConversationId; name: string }>,
): (conv: ConversationId, name: string) => string {
  let bearers: Map<string, ConversationId | "several"> | undefined;
  return (conv, name) => {
    bearers ??= bearersOf(rooms());
    const shown = shownName(name);
    const mark = `#${conv.slice(0, SHOWN_ID_CHARS)}`;
    if (shown === "") return mark;
    const bearer = bearers.get(nameKey(shown)) ?? conv;
    return bearer === conv ? shown : `${shown} (${mark})`;
  };
}

function bearersOf(
  rooms: Iterable<{ id: ConversationId; name: string }>,
): Map<string, ConversationId | "several"> {
  const bearers = new Map<string, ConversationId | "several">();
  for (const { id, name } of rooms) {
    const key = nameKey(shownName(name));
    const bearer = bearers.get(key) ?? id;
    bearers.set(key, bearer === id ? id : "several");
  }
  return bearers;
}
