import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ExportedEntry, ExportedLog, ExportedPerson } from "../export/log.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { contentKind } from "../kinds/table.ts";
import type { ConversationView, EntryView, LogFormat, SavedLog } from "../model/mod.ts";
import { fingerprintText } from "./details.ts";
import { loadAll } from "./reach.ts";
import type { ChatSession } from "./session.ts";

/**
 * The conversation on the screen as a file, as far back as it can be read.
 *
 * @throws {AppError} `conflict` when another one was opened meanwhile.
 */
export async function saveLog(
  format: LogFormat,
  session: ChatSession,
  savedBy: ExportedPerson,
): Promise<SavedLog> {
  const { log } = session.currentOpen();
  const complete = await loadAll(log);
  const view = session.drawing.view();
  if (view?.id !== log.conv) {
    throw new AppError("conflict", t("Another conversation was opened. Save this one again."));
  }
  const { renderLog } = await import("../export/render.ts");
  const savedAt = new Date(session.parts.context.now()).toISOString();
  return renderLog(format, exportedLog(view, log, { savedBy, savedAt, complete }));
}

/** A conversation as it is on the screen, as its reader keeps it. */
function exportedLog(
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
      const { editedAt, quote } = entry;
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
        ...contentKind(entry.kind).exported(entry),
        reactions: entry.reactions.map(({ emoji, names }) => ({ emoji, names })),
        // What stands in the log passed every check; what is on its way was not looked at by anybody.
        verification: content === undefined
          ? { verified: false }
          : { verified: true, certificate: fingerprintText(content.cert) },
      };
    }
  }
}
