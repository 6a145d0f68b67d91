/** What the quick switcher offers, in the order in which it offers it. */

import type { PersonView, RoomView } from "../../client/model/mod.ts";
import type { IconName } from "../kit/icon.tsx";
import { fuzzyScore } from "./fuzzy.ts";
import { timeOf } from "../sidebar/list_order.ts";

/** Something that can be done from anywhere. */
export interface Command {
  id: string;
  label: string;
  icon: IconName;
  run: () => void;
}

export type SwitchTarget =
  | { type: "person"; key: string; person: PersonView }
  | { type: "room"; key: string; room: RoomView }
  /** An open room that one is not in. */
  | { type: "joinable"; key: string; room: RoomView }
  | { type: "command"; key: string; command: Command };

export interface SwitchSources {
  people: readonly PersonView[];
  rooms: readonly RoomView[];
  commands: readonly Command[];
}

interface Ranked {
  target: SwitchTarget;
  score: number;
  /** Unread conversations first, then others one has talked in, then the rest. */
  tier: number;
  time: number;
  name: string;
}

/** The best `limit` answers to `query`; without one what one most likely wants now. */
export function switchTargets(
  { people, rooms, commands }: SwitchSources,
  query: string,
  limit: number,
): SwitchTarget[] {
  const ranked: Ranked[] = [];
  const add = (target: SwitchTarget, name: string, words: string, tier: number, time: number) => {
    const score = fuzzyScore(query, words);
    if (score !== undefined) ranked.push({ target, score, tier, time, name });
  };
  for (const person of people) {
    if (person.isSelf) continue;
    const { fullName, directoryName, uid, id } = person;
    const words = directoryName === fullName
      ? `${fullName} ${uid}`
      : `${fullName} ${directoryName} ${uid}`;
    const talked = person.conversation !== undefined || person.lastLine !== undefined;
    const tier = person.unread > 0 ? 0 : talked ? 1 : 3;
    add({ type: "person", key: id, person }, fullName, words, tier, timeOf(person));
  }
  for (const room of rooms) {
    const { id: key, name, unread } = room;
    if (!room.joined) add({ type: "joinable", key, room }, name, name, 4, 0);
    else add({ type: "room", key, room }, name, name, unread > 0 ? 0 : 1, timeOf(room));
  }
  for (const command of commands) {
    const key = `command-${command.id}`;
    add({ type: "command", key, command }, command.label, command.label, 2, 0);
  }
  const compare = new Intl.Collator().compare;
  // How well it answers, in whole steps; then what is likelier; then how well exactly.
  return ranked.sort((a, b) =>
    Math.floor(a.score) - Math.floor(b.score) || a.tier - b.tier || b.time - a.time ||
    a.score - b.score || compare(a.name, b.name)
  ).slice(0, limit).map(({ target }) => target);
}
