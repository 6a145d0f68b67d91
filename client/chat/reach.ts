/**
 * Going back to a message or a date. The loaded stretch stays unbroken: pages are loaded one after
 * the other until the place stands, so that edits, answers and receipts in between all count.
 */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { entriesOf } from "../conversations/entries.ts";
import { timeOfItem } from "../conversations/shown_time.ts";

/** Older items than this are not loaded in one go. */
const MAX_ITEMS = 50_000;

/**
 * Loads until the message `id` stands; answers the key of its row.
 *
 * @throws {AppError} `not-found` when it is not there, was cleared, or is too far back.
 */
export async function reachMessage(log: ConversationLog, id: ItemId): Promise<string> {
  // Of a pin it may be known before it is loaded.
  await loadUntil(log, () => (log.fold.placeOf(id) ?? 0) >= log.low);
  const content = log.fold.content(id);
  if (content === undefined || content.seq <= log.fold.floor) {
    throw new AppError("not-found", t("This message cannot be shown any more."));
  }
  return log.fold.keyOf(id);
}

/**
 * Loads until the first row on or after `date` (`YYYY-MM-DD`, in the reader's zone) stands; answers
 * its key, or undefined when there is none so late.
 *
 * @throws {AppError} `invalid` when it is no date.
 */
export async function reachDate(log: ConversationLog, date: string): Promise<string | undefined> {
  const start = Date.parse(`${date}T00:00:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(start)) {
    throw new AppError("invalid", t("This is not a date."), { field: "date" });
  }
  await loadUntil(log, () => {
    const first = log.shown.get(log.low);
    return first !== undefined && Date.parse(timeOfItem(first)) < start;
  });
  const { fold, low, high, notices } = log;
  // Of what is one row, such as a run that was sealed for other keys, `time` is the end.
  return entriesOf({ fold, low, high, beginsAtJoining: false, notices, rows: [] })
    .find(({ time }) => Date.parse(time) >= start)?.key;
}

/** Loads everything that this person may read; answers whether it got there. */
export async function loadAll(log: ConversationLog): Promise<boolean> {
  await loadUntil(log, () => false);
  return !log.more || log.low <= log.fold.floor + 1;
}

async function loadUntil(log: ConversationLog, isThere: () => boolean): Promise<void> {
  const lowest = log.low - MAX_ITEMS;
  while (!isThere() && log.more && log.low > log.fold.floor + 1 && log.low > lowest) {
    const before = log.low;
    await log.loadOlder({ long: true });
    if (log.low === before) return;
  }
}
