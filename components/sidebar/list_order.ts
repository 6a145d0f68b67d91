/** Which conversations stand in the list, and in which order. */

import type { ActivityView, PersonView, RoomView } from "../../client/model/mod.ts";
import { compareText } from "../../i18n/collation.ts";

/**
 * Order of the lists: where something was said, the newest on top, as one goes on talking where one
 * talked last; below it everything else by name, where one looks it up.
 */
function byActivity<T extends ActivityView>(
  all: readonly T[],
  nameOf: (one: T) => string,
): T[] {
  return all.toSorted((a, b) => timeOf(b) - timeOf(a) || compareText(nameOf(a), nameOf(b)));
}

/** Epoch milliseconds of the last line; 0 where there is none. */
export function timeOf({ lastLine }: ActivityView): number {
  return lastLine === undefined ? 0 : Date.parse(lastLine.time) || 0;
}

/** Those one talks with, and everybody else. */
export function splitPeople(
  people: readonly PersonView[],
): { talking: PersonView[]; others: PersonView[] } {
  const ordered = byActivity(people, (person) => person.fullName);
  return {
    talking: ordered.filter(hasConversation),
    others: ordered.filter((person) => !hasConversation(person)),
  };
}

function hasConversation(person: PersonView): boolean {
  return person.conversation !== undefined || person.lastLine !== undefined || person.unread > 0;
}

/** Rooms one is in, and those that could be joined. */
export function splitRooms(
  rooms: readonly RoomView[],
): { joined: RoomView[]; joinable: RoomView[] } {
  const ordered = byActivity(rooms, (room) => room.name);
  return {
    joined: ordered.filter((room) => room.joined),
    joinable: ordered.filter((room) => !room.joined),
  };
}
