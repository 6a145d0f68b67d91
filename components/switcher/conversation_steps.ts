/** The conversation before or after the one on the screen, in the order of the lists. */

import type { PersonView, RoomView } from "../../client/model/mod.ts";
import { splitPeople, splitRooms } from "../sidebar/list_order.ts";

/** A conversation of the list, as the keyboard walks over it. */
export interface Step {
  type: "room" | "person";
  /** Id of its row: the room's, or the other person's. */
  id: string;
  /** Something waits there that is not muted. */
  waiting: boolean;
}

/** The conversations in the order in which the lists show them. */
export function stepsOf(
  rooms: readonly RoomView[],
  people: readonly PersonView[],
): Step[] {
  const { joined } = splitRooms(rooms);
  const { talking } = splitPeople(people.filter((person) => !person.isSelf));
  const waiting = ({ unread, mentions, notify }: RoomView | PersonView) =>
    notify === "none" ? mentions > 0 : unread > 0;
  return [
    ...joined.map((room): Step => ({ type: "room", id: room.id, waiting: waiting(room) })),
    ...talking.map((person): Step => ({
      type: "person",
      id: person.id,
      waiting: waiting(person),
    })),
  ];
}

/**
 * The conversation before or after the one on screen, round the end; with `onlyWaiting` the nearest
 * in which something waits. From none, the first or the last.
 */
export function stepFrom(
  steps: readonly Step[],
  current: string | undefined,
  direction: 1 | -1,
  onlyWaiting: boolean,
): Step | undefined {
  const at = steps.findIndex((step) => step.id === current);
  const start = at === -1 && direction === -1 ? steps.length : at;
  for (let distance = 1; distance <= steps.length; distance++) {
    const index = (start + direction * distance + 2 * steps.length) % steps.length;
    const step = steps[index]!;
    if (step.id !== current && (!onlyWaiting || step.waiting)) return step;
  }
  return undefined;
}
