/** Which conversations stand in the list, and in which order. */

import type { ActivityView, PersonView, RoomView } from "../../client/model/mod.ts";

/**
 * Order of the lists: where something was said, the newest on top, as one goes on talking where one
 * talked last; below it everything else by name, where one looks it up.
 */
function byActivity<T extends ActivityView>(
  all: readonly T[],
  nameOf: (one: T) => string,
  language: string,
): T[] {
  const { compare } = collator(language);
  return all.toSorted((a, b) => timeOf(b) - timeOf(a) || compare(nameOf(a), nameOf(b)));
}

/** Epoch milliseconds of the last line; 0 where there is none. */
export function timeOf({ lastLine }: ActivityView): number {
  return lastLine === undefined ? 0 : Date.parse(lastLine.time) || 0;
}

/** Those one talks with, and everybody else. */
export function splitPeople(
  people: readonly PersonView[],
  language: string,
): { talking: PersonView[]; others: PersonView[] } {
  const ordered = byActivity(people, (person) => person.fullName, language);
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
  language: string,
): { joined: RoomView[]; joinable: RoomView[] } {
  const ordered = byActivity(rooms, (room) => room.name, language);
  return {
    joined: ordered.filter((room) => room.joined),
    joinable: ordered.filter((room) => !room.joined),
  };
}

let known: { language: string; collator: Intl.Collator } | undefined;

/** Made once a language: a list of thousands compares many thousand times. */
function collator(language: string): Intl.Collator {
  if (known?.language !== language) {
    known = {
      language,
      collator: new Intl.Collator(language, { numeric: true, sensitivity: "base" }),
    };
  }
  return known.collator;
}
