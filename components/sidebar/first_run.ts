/** Whether this person is in no room and has talked with nobody yet. */

import type { ChatModel } from "../../client/model/mod.ts";

/** Whether this person is in no room and has talked with nobody yet. */
export function isFirstRun({ rooms, people }: Pick<ChatModel, "rooms" | "people">): boolean {
  return !rooms.value.items.some((room) => room.joined) &&
    !people.value.items.some((person) => person.conversation !== undefined);
}
