/** What the quick switcher offers, in the order in which it offers it. */

import type { PersonView, RoomView } from "../../client/model/mod.ts";
import { compareText } from "../../i18n/collation.ts";
import type { IconName } from "../kit/icon.tsx";
import { fuzzyScore, SCATTERED } from "./fuzzy.ts";
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

const UNREAD = 0;
const TALKED = 1;
const OTHERS = 2;
const JOINABLE = 3;
const COMMAND = 4;

interface Ranked {
  target: SwitchTarget;
  score: number;
  /** Unread conversations first, then others one has talked in, then the rest; commands last. */
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
    const tier = person.unread > 0 ? UNREAD : talked ? TALKED : OTHERS;
    add({ type: "person", key: id, person }, fullName, words, tier, timeOf(person));
  }
  for (const room of rooms) {
    const { id: key, name, unread } = room;
    if (!room.joined) add({ type: "joinable", key, room }, name, name, JOINABLE, 0);
    else add({ type: "room", key, room }, name, name, unread > 0 ? UNREAD : TALKED, timeOf(room));
  }
  for (const command of commands) {
    const key = `command-${command.id}`;
    add({ type: "command", key, command }, command.label, command.label, COMMAND, 0);
  }
  // A command comes after everybody and every room that answers by a word or a part of one; then
  // how well it answers, in whole steps; then what is likelier; then how well exactly.
  ranked.sort((a, b) =>
    classOf(a) - classOf(b) || Math.floor(a.score) - Math.floor(b.score) || a.tier - b.tier ||
    b.time - a.time || a.score - b.score || compareText(a.name, b.name)
  );
  return cut(ranked, limit).map(({ target }) => target);
}

function classOf({ score, tier }: Ranked): number {
  const isScattered = score >= SCATTERED;
  if (tier === COMMAND) return isScattered ? 3 : 1;
  return isScattered ? 2 : 0;
}

/** The first `limit`; in the place of people and rooms not talked in, the commands that answer. */
function cut(ranked: readonly Ranked[], limit: number): readonly Ranked[] {
  const first = ranked.slice(0, limit);
  const commands = ranked.slice(limit).filter(({ tier }) => tier === COMMAND);
  const kept = first.findLastIndex(({ tier }) => tier < OTHERS) + 1;
  const room = Math.min(commands.length, first.length - kept);
  return [...first.slice(0, first.length - room), ...commands.slice(0, room)];
}
