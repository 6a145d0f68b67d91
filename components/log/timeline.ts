/** The log's rows, and their groups and days, from a conversation's entries. */

import type { EntryView, MessageView } from "../../client/model/mod.ts";

/** A pause after which the sender's name is written again. */
const GROUP_GAP_MS = 7 * 60 * 1000;

/** One row of the log, of a height of its own. */
export type Row =
  /** The line above the entries of one date. */
  | { type: "day"; key: string; time: Date }
  /** The line above the first entry that was new. */
  | { type: "new"; key: string }
  /** `group`: key of the run of messages of one sender that it belongs to; `first` of them. */
  | { type: "message"; key: string; message: MessageView; group: string; first: boolean }
  | Exclude<EntryView, MessageView>;

/** Key of the line above what is new. */
export const NEW_LINE = "new line";

/**
 * Entries as rows, in the order they came: the order is the conversation's and the time only its
 * sender's word, so nothing is sorted by time.
 *
 * @param zone names the reader's time zone: dates are read anew when it is another one.
 */
export function rowsOf(entries: readonly EntryView[], firstNew?: string, zone = ""): Row[] {
  const rows: Row[] = [];
  const dates = new Map<string, number>();
  let date = "";
  let group: { key: string; last: MessageView } | undefined;
  for (const entry of entries) {
    const moment = momentOf(entry, zone);
    if (moment.date !== date) {
      date = moment.date;
      group = undefined;
      // A clock that runs wrong brings a date back; its key must not come back with it.
      const times = (dates.get(date) ?? 0) + 1;
      dates.set(date, times);
      rows.push({ type: "day", key: `day ${date} ${times}`, time: new Date(moment.ms) });
    }
    if (entry.key === firstNew) {
      group = undefined;
      rows.push({ type: "new", key: NEW_LINE });
    }
    if (entry.type !== "message") {
      group = undefined;
      rows.push(entry);
      continue;
    }
    const first = group === undefined || !continues(group.last, entry, zone);
    group = first ? { key: `group ${entry.key}`, last: entry } : { ...group!, last: entry };
    rows.push({ type: "message", key: entry.key, message: entry, group: group.key, first });
  }
  return rows;
}

/** Messages of one sender that stand together. */
export interface Group {
  type: "group";
  key: string;
  messages: { message: MessageView; first: boolean }[];
}

export interface Day {
  key: string;
  time: Date;
  blocks: (Group | Exclude<Row, { type: "day" | "message" }>)[];
}

/** Index of the line of the day that the row `index` belongs to. */
export function dayLineOf(rows: readonly Row[], index: number): number {
  let line = Math.max(0, Math.min(index, rows.length - 1));
  while (line > 0 && rows[line]!.type !== "day") line--;
  return line;
}

/**
 * The rows `from` up to `to`, put into their groups and days. The first day is there as a whole
 * when its own line is not among them.
 */
export function daysOf(rows: readonly Row[], from: number, to: number): Day[] {
  const days: Day[] = [];
  const first = rows[dayLineOf(rows, from)];
  if (from < to && first?.type === "day" && rows[from] !== first) days.push(dayOf(first));
  for (const row of rows.slice(from, to)) {
    if (row.type === "day") days.push(dayOf(row));
    else append(days.at(-1)!.blocks, row);
  }
  return days;
}

function dayOf({ key, time }: Extract<Row, { type: "day" }>): Day {
  return { key, time, blocks: [] };
}

function append(blocks: Day["blocks"], row: Exclude<Row, { type: "day" }>): void {
  if (row.type !== "message") {
    blocks.push(row);
    return;
  }
  const { message, first } = row;
  const last = blocks.at(-1);
  if (last?.type === "group" && last.key === row.group) last.messages.push({ message, first });
  else blocks.push({ type: "group", key: row.group, messages: [{ message, first }] });
}

function continues(before: MessageView, entry: MessageView, zone: string): boolean {
  return before.sender === entry.sender &&
    Math.abs(momentOf(entry, zone).ms - momentOf(before, zone).ms) < GROUP_GAP_MS;
}

interface Moment {
  /** In which the date was read. */
  zone: string;
  ms: number;
  /** In the reader's zone, as `<time>` wants it. */
  date: string;
}

const moments = new WeakMap<EntryView, Moment>();

/** Reading ten thousand times anew, for each message that comes, would be felt. */
function momentOf(entry: EntryView, zone: string): Moment {
  let moment = moments.get(entry);
  if (moment?.zone !== zone) {
    const time = new Date(entry.time);
    moment = { zone, ms: time.getTime(), date: localDate(time) };
    moments.set(entry, moment);
  }
  return moment;
}

/** The date in the reader's zone, as `<time>` wants it. */
export function localDate(time: Date): string {
  const month = String(time.getMonth() + 1).padStart(2, "0");
  return `${time.getFullYear()}-${month}-${String(time.getDate()).padStart(2, "0")}`;
}
