/** The rows of a conversation on the screen, from its log, notices and what is on its way. */

import { t } from "../../i18n/i18n.ts";
import type { ContentPayload } from "../../e2ee/payload.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { answeredBy, wordsOf } from "../kinds/table.ts";
import type { EntryView, FileView, MessageView } from "../model/mod.ts";
import type { OwnNotice } from "./conversation_log.ts";
import type { Fold } from "./fold.ts";
import { keepSame } from "./keep_same.ts";
import { partsOf, quoteOf, senderNames } from "./rows.ts";
import { isSealedForOthers, SealedRun } from "./sealed_run.ts";
import { timeOfItem } from "./shown_time.ts";

/** A message written here that does not stand in the log yet. */
export interface OwnRow {
  key: string;
  payload: ContentPayload;
  /** ISO time when it was written. */
  time: string;
  state: "sending" | "sent" | "failed";
  problem?: string;
  /** Once it is sealed. */
  id?: ItemId;
}

/** A file on its way out: its message is sealed when the server holds it. */
export interface OutgoingFileRow {
  key: string;
  file: FileView;
  caption: string;
  replyTo?: ItemId;
  time: string;
  /** Why it stopped; absent while it is on its way. */
  problem?: string;
}

export interface EntriesInput {
  fold: Fold;
  /** First and last place that are loaded. */
  low: number;
  high: number;
  /** Whether that is where this person came in, with things said before. */
  beginsAtJoining: boolean;
  notices: readonly OwnNotice[];
  rows: readonly OwnRow[];
  files?: readonly OutgoingFileRow[];
}

/** Rows of the screen, in order: the log, the client's own notices, and what is on its way. */
export function entriesOf(input: EntriesInput): EntryView[] {
  const { fold, low, high, notices, rows, files = [] } = input;
  const entries: EntryView[] = [];
  const from = Math.max(low, fold.floor + 1);
  if (input.beginsAtJoining && from === low && fold.shown.has(low)) {
    entries.push({
      type: "notice",
      key: "joined",
      time: timeOfItem(fold.shown.get(low)!),
      text: t("What was said before you came in was not sealed for you and cannot be read."),
    });
  }
  const sealed = new SealedRun(fold);
  let nextNotice = 0;
  const addNotices = (before: number) => {
    if (nextNotice < notices.length && notices[nextNotice]!.seq < before) {
      entries.push(...sealed.take());
    }
    for (; nextNotice < notices.length && notices[nextNotice]!.seq < before; nextNotice++) {
      const { seq, time, text } = notices[nextNotice]!;
      if (seq >= fold.floor) {
        entries.push({ type: "notice", key: `notice:${nextNotice}`, time, text });
      }
    }
  };
  for (let place = from; place <= high; place++) {
    if (nextNotice < notices.length) addNotices(place);
    const item = fold.shown.get(place);
    if (isSealedForOthers(item)) {
      sealed.add(item);
      continue;
    }
    // What has no row, such as a key, stands between no two of a run.
    const rows = fold.rowsAt(place);
    if (rows.length > 0) entries.push(...sealed.take(), ...rows);
  }
  entries.push(...sealed.take());
  addNotices(Infinity);
  for (const row of rows) entries.push(messageOnItsWay(row, fold));
  for (const row of files) entries.push(fileOnItsWay(row, fold));
  return entries;
}

/** `entriesOf`, with rows that did not change being the same objects as the last time. */
export class EntryList {
  #entries: EntryView[] = [];

  update(input: EntriesInput): EntryView[] {
    const before = new Map<string, EntryView>();
    // Rows of the log keep themselves; the few others are compared.
    for (const entry of this.#entries) {
      if (!("id" in entry) || entry.key.startsWith("own:")) before.set(entry.key, entry);
    }
    const after = entriesOf(input).map((entry) => {
      const known = before.get(entry.key);
      return known === undefined ? entry : keepSame(known, entry);
    });
    const isSame = after.length === this.#entries.length &&
      after.every((entry, i) => entry === this.#entries[i]);
    if (!isSame) this.#entries = after;
    return this.#entries;
  }
}

function messageOnItsWay(
  { key, payload, time, state, problem, id }: OwnRow,
  fold: Fold,
): MessageView {
  return {
    ...ownMessage(fold),
    kind: payload.type,
    key,
    ...(id === undefined ? {} : { id }),
    text: wordsOf(payload),
    time,
    state,
    ...(problem === undefined ? {} : { problem }),
    ...quoteOf(answeredBy(payload), fold),
    ...partsOf(payload, id ?? "", fold),
  };
}

function fileOnItsWay(
  { key, file, caption, replyTo, time, problem }: OutgoingFileRow,
  fold: Fold,
): MessageView {
  return {
    ...ownMessage(fold),
    kind: "file",
    key,
    text: caption,
    time,
    ...(problem === undefined ? { state: "sending" } : { state: "failed", problem }),
    ...quoteOf(replyTo, fold),
    file,
  };
}

/** What a message of one's own is that nothing was done to. */
function ownMessage(
  fold: Fold,
): Pick<
  MessageView,
  | "type"
  | "sender"
  | "senderName"
  | "senderUid"
  | "own"
  | "deleted"
  | "replies"
  | "reactions"
  | "pinned"
  | "mentionsMe"
> {
  const { self } = fold.options;
  return {
    type: "message",
    sender: self,
    ...senderNames(self, fold),
    own: true,
    deleted: false,
    replies: 0,
    reactions: [],
    pinned: false,
    mentionsMe: false,
  };
}
