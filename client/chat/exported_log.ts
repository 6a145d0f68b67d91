/** Saves the conversation on the screen as a file, as far back as it can be read. */

import { t } from "../../i18n/i18n.ts";
import { withItsWords } from "../../i18n/page.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { ExportedPerson } from "../export/log.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import type { ConversationView, LogFormat, SavedLog } from "../model/mod.ts";
import { fingerprintText } from "./details.ts";
import { loadAll } from "./reach.ts";

export interface SaveLogOptions {
  log: ConversationLog;
  /** The conversation on the screen as it stands when it is asked for. */
  onScreen: () => ConversationView | undefined;
  savedBy: ExportedPerson;
  now: () => number;
}

/**
 * The conversation on the screen as a file, as far back as it can be read.
 *
 * @throws {AppError} `conflict` when another one was opened meanwhile.
 */
export async function saveLog(
  format: LogFormat,
  { log, onScreen, savedBy, now }: SaveLogOptions,
): Promise<SavedLog> {
  const complete = await loadAll(log);
  const view = onScreen();
  if (view?.id !== log.conv) {
    throw new AppError("conflict", t("Another conversation was opened. Save this one again."));
  }
  const { exportedLog, renderLog } = await withItsWords(() => import("../export/mod.ts"));
  const saving = {
    savedBy,
    savedAt: new Date(now()).toISOString(),
    complete,
    signed(id: ItemId) {
      const content = log.fold.content(id);
      return content && { seq: content.seq, certificate: fingerprintText(content.cert) };
    },
  };
  return renderLog(format, exportedLog(view, saving));
}
