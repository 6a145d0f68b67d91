/** A conversation as it is on the screen, as its reader keeps it. */

import type { ItemId } from "../../protocol/ids.ts";
import type { ConversationView, EntryView } from "../model/mod.ts";
import { exportedParts } from "./kinds.ts";
import type { ExportedEntry, ExportedLog, ExportedPerson } from "./log.ts";

/** What is known of a message that stands in the log, and so passed every check. */
interface Signed {
  /** Place in the conversation. */
  seq: number;
  /** SHA-256 of the signing certificate, colon-separated upper-case hex. */
  certificate: string;
}

/** What saving adds to what is on the screen. */
export interface Saving extends Pick<ExportedLog, "savedBy" | "savedAt" | "complete"> {
  /** Undefined for what is on its way, which was not looked at by anybody. */
  signed(id: ItemId): Signed | undefined;
}

export function exportedLog(
  { title, kind, members, entries }: ConversationView,
  { savedBy, savedAt, complete, signed }: Saving,
): ExportedLog {
  return {
    title,
    kind,
    members: members.map(({ fullName: name, uid }): ExportedPerson => ({ name, uid })),
    savedBy,
    savedAt,
    complete,
    entries: entries.map((entry) => exportedEntry(entry, signed)),
  };
}

function exportedEntry(entry: EntryView, signed: Saving["signed"]): ExportedEntry {
  switch (entry.type) {
    case "notice":
      return { type: "notice", time: entry.time, text: entry.text };
    case "closed": {
      const { key: _, ...closed } = entry;
      return closed;
    }
    case "sealed": {
      const { time, since, count, senders } = entry;
      return { type: "sealed", time, since, count, senders };
    }
    case "message": {
      const { id, senderName, senderUid, time, writtenAt, text, deleted } = entry;
      const { editedAt, quote } = entry;
      const known = id === undefined ? undefined : signed(id);
      return {
        type: "message",
        ...(id === undefined ? {} : { id }),
        ...(known === undefined ? {} : { seq: known.seq }),
        sender: { name: senderName, uid: senderUid },
        time,
        ...(writtenAt === undefined ? {} : { writtenAt }),
        text,
        deleted,
        ...(editedAt === undefined ? {} : { editedAt }),
        ...(quote === undefined ? {} : { reply: quote }),
        ...exportedParts(entry),
        reactions: entry.reactions.map(({ emoji, names }) => ({ emoji, names })),
        verification: known === undefined
          ? { verified: false }
          : { verified: true, certificate: known.certificate },
      };
    }
  }
}
