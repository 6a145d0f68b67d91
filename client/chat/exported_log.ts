import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { ExportedPerson } from "../export/log.ts";
import type { LogFormat, SavedLog } from "../model/mod.ts";
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
  const { exportedLog, renderLog } = await import("../export/mod.ts");
  const saving = {
    savedBy,
    savedAt: new Date(session.parts.context.now()).toISOString(),
    complete,
    signed(id: ItemId) {
      const content = log.fold.content(id);
      return content && { seq: content.seq, certificate: fingerprintText(content.cert) };
    },
  };
  return renderLog(format, exportedLog(view, saving));
}
