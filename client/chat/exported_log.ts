// Browser-safe: runs in the page.

import type { ExportedEntry, ExportedLog, ExportedPerson } from "../export/log.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import type { ConversationView, EntryView } from "../model.ts";
import { fingerprintText } from "./details.ts";

/** A conversation as it is on the screen, as its reader keeps it. */
export function exportedLog(
  { title, kind, members, entries }: ConversationView,
  log: ConversationLog,
  { savedBy, savedAt, complete }: Pick<ExportedLog, "savedBy" | "savedAt" | "complete">,
): ExportedLog {
  return {
    title,
    kind,
    members: members.map(({ fullName: name, uid }): ExportedPerson => ({ name, uid })),
    savedBy,
    savedAt,
    complete,
    entries: entries.map((entry) => exportedEntry(entry, log)),
  };
}

function exportedEntry(entry: EntryView, { fold }: ConversationLog): ExportedEntry {
  switch (entry.type) {
    case "notice":
      return { type: "notice", time: entry.time, text: entry.text };
    case "closed": {
      const { senderName, time, reason, message } = entry;
      return { type: "closed", senderName, time, reason, message };
    }
    case "sealed": {
      const { time, since, count, senders } = entry;
      return { type: "sealed", time, since, count, senders };
    }
    case "message": {
      const { id, senderName, senderUid, time, writtenAt, text, deleted } = entry;
      const { editedAt, quote, file } = entry;
      const content = id === undefined ? undefined : fold.content(id);
      return {
        type: "message",
        ...(id === undefined ? {} : { id }),
        ...(content === undefined ? {} : { seq: content.seq }),
        sender: { name: senderName, uid: senderUid },
        time,
        ...(writtenAt === undefined ? {} : { writtenAt }),
        text,
        deleted,
        ...(editedAt === undefined ? {} : { editedAt }),
        ...(quote === undefined ? {} : { reply: quote }),
        ...(file === undefined
          ? {}
          : { file: { name: file.name, media: file.media, sizeBytes: file.sizeBytes } }),
        reactions: entry.reactions.map(({ emoji, names }) => ({ emoji, names })),
        // What stands in the log passed every check; what is on its way was not looked at by anybody.
        verification: content === undefined
          ? { verified: false }
          : { verified: true, certificate: fingerprintText(content.cert) },
      };
    }
  }
}
