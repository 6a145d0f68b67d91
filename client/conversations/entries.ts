// Browser-safe: runs in the page.

import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import type { EntryView } from "../model.ts";
import type { PersonName } from "./context.ts";
import type { OwnNotice } from "./conversation_log.ts";
import { controlNotice } from "./notices.ts";
import { changeRefusalText, refusalText } from "./refusal_texts.ts";

/** A message written here that does not stand in the log yet. */
export interface OwnRow {
  key: string;
  text: string;
  /** ISO time when it was written. */
  time: string;
  state: "sending" | "sent" | "failed";
  problem?: string;
  /** Once it is sealed. */
  id?: ItemId;
}

export interface EntriesInput {
  shown: ReadonlyMap<number, Shown>;
  /** First place that is loaded; what stands before it is not shown. */
  low: number;
  /** Whether that is where this person came in, with things said before. */
  beginsAtJoining: boolean;
  notices: readonly OwnNotice[];
  /** Keys of messages that were written here, by id. */
  keyOf: (id: ItemId) => string | undefined;
  rows: readonly OwnRow[];
  self: UserId;
  nameOf: (user: UserId) => PersonName;
}

/** What a message is that nothing was done to. */
const PLAIN = {
  deleted: false,
  replies: 0,
  reactions: [],
  pinned: false,
  mentionsMe: false,
} satisfies Partial<EntryView>;

/** Rows of the screen, in order: the log, the client's own notices, and what is on its way. */
export function entriesOf(input: EntriesInput): EntryView[] {
  const { shown, low, notices, rows, self, nameOf } = input;
  const entries: EntryView[] = [];
  const ordered = [...shown.values()].filter(({ seq }) => seq >= low).sort((a, b) => a.seq - b.seq);
  const first = ordered[0];
  if (input.beginsAtJoining && first !== undefined) {
    entries.push({
      type: "notice",
      key: "joined",
      time: first.time,
      text: "What was said before you came in was not sealed for you and cannot be read.",
    });
  }
  let nextNotice = 0;
  const addNotices = (before: number) => {
    for (; nextNotice < notices.length && notices[nextNotice]!.seq < before; nextNotice++) {
      const { time, text } = notices[nextNotice]!;
      entries.push({ type: "notice", key: `notice:${nextNotice}`, time, text });
    }
  };
  for (const item of ordered) {
    addNotices(item.seq);
    entries.push(...entriesOfItem(item, input));
  }
  addNotices(Infinity);
  const own = nameOf(self);
  for (const row of rows) {
    entries.push({
      type: "message",
      sender: self,
      senderName: own.fullName,
      senderUid: own.uid,
      own: true,
      ...PLAIN,
      ...row,
    });
  }
  return entries;
}

function entriesOfItem(item: Shown, { nameOf, keyOf, self }: EntriesInput): EntryView[] {
  switch (item.kind) {
    case "epoch":
      return [];
    case "control": {
      const text = controlNotice(item, nameOf);
      return [{ type: "notice", key: item.id, time: item.time, text }];
    }
    case "placeholder": {
      // A key that does not count is nothing to read: the messages under it say why they are closed.
      if (item.item === "epoch") return [];
      const text = item.item === "control" ? changeRefusalText : refusalText;
      return [{
        type: "closed",
        key: item.id,
        senderName: item.sender === undefined ? "Somebody" : nameOf(item.sender).fullName,
        time: item.time,
        reason: item.reason,
        message: text(item.reason, item.detail),
      }];
    }
    case "message":
      return [...missingBefore(item, nameOf), messageEntry(item, { nameOf, keyOf, self })];
  }
}

/** Messages of the same device that the server kept back. */
function missingBefore(
  { missing, id, time, sender }: ShownMessage,
  nameOf: EntriesInput["nameOf"],
): EntryView[] {
  if (missing === 0) return [];
  const text = `${missing === 1 ? "A message" : `${missing} messages`} of ` +
    `${nameOf(sender).fullName} did not arrive here.`;
  return [{ type: "notice", key: `${id}:missing`, time, text }];
}

function messageEntry(
  item: ShownMessage,
  { nameOf, keyOf, self }: Pick<EntriesInput, "nameOf" | "keyOf" | "self">,
): EntryView {
  const { id, sender, time, payload } = item;
  const { fullName: senderName, uid: senderUid } = nameOf(sender);
  const key = keyOf(id) ?? id;
  if (payload.type !== "text" && payload.type !== "reply") {
    const message = refusalText("schema", "");
    return { type: "closed", key, senderName, time, reason: "unsupported", message };
  }
  return {
    type: "message",
    key,
    id,
    sender,
    senderName,
    senderUid,
    own: sender === self,
    ...PLAIN,
    text: payload.text,
    time,
    state: "sent",
  };
}
