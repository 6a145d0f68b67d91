// Browser-safe: runs in the page and on the server.

import type { EntryView } from "../../client/model.ts";
import { isSameDay } from "../dates.ts";

/** A pause after which the sender's name is written again. */
export const GROUP_GAP_MS = 7 * 60 * 1000;

export type MessageEntry = Extract<EntryView, { type: "message" }>;

/** What the log shows as one block. */
export type Block =
  /** Messages of one sender, one soon after the other. */
  | { type: "group"; key: string; messages: [MessageEntry, ...MessageEntry[]] }
  | Exclude<EntryView, { type: "message" }>;

export interface Day {
  key: string;
  /** Of its first entry. */
  time: Date;
  blocks: Block[];
}

/**
 * Entries as days of blocks, in the order they came: the order is the conversation's and the time
 * only its sender's word, so nothing is sorted by time.
 */
export function timeline(entries: readonly EntryView[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const time = new Date(entry.time);
    let day = days.at(-1);
    if (day === undefined || !isSameDay(day.time, time)) {
      day = { key: `day ${entry.key}`, time, blocks: [] };
      days.push(day);
    }
    append(day.blocks, entry);
  }
  return days;
}

function append(blocks: Block[], entry: EntryView): void {
  if (entry.type !== "message") {
    blocks.push(entry);
    return;
  }
  const last = blocks.at(-1);
  if (last?.type === "group" && continues(last.messages.at(-1), entry)) {
    last.messages.push(entry);
  } else {
    blocks.push({ type: "group", key: `group ${entry.key}`, messages: [entry] });
  }
}

function continues(before: MessageEntry | undefined, entry: MessageEntry): boolean {
  return before !== undefined && before.sender === entry.sender &&
    Math.abs(Date.parse(entry.time) - Date.parse(before.time)) < GROUP_GAP_MS;
}
