import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import type { AskServer } from "../net/socket.ts";

/** A control log of more records than this is not loaded. */
const MAX_RECORDS = 100_000;

/** All control records of a room, in order. @throws {AppError} the server's refusal. */
export async function fetchControlLog(conv: ConversationId, ask: AskServer): Promise<Item[]> {
  const log: Item[] = [];
  for (let after = 0;;) {
    const page = await ask({ type: "control-log", conv, after });
    for (const item of page.items) {
      if (item.kind !== "control" || item.conv !== conv || item.seq <= after) throw broken();
      log.push(item);
      after = item.seq;
    }
    if (!page.more) return log;
    if (page.items.length === 0 || log.length > MAX_RECORDS) throw broken();
  }
}

function broken(): AppError {
  return new AppError(
    "invalid",
    t("The server's list of this room's changes cannot be read. Tell your administrator."),
    { reason: "control-log" },
  );
}
