/** Finds where the server's log contradicts what this browser has seen before. */

import { t } from "../../i18n/i18n.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import type { SeenHead } from "../store/tables.ts";

/** How what a server shows contradicts what this browser has seen before. */
export type Rollback = "messages" | "control-log";

/**
 * Whether a page or log denies what was seen: it ends before the highest place that this browser
 * knows, or another item stands there. `controlLog`: all control records, from the first on.
 */
export function findRollback(
  seen: SeenHead | undefined,
  shown: { head: number; items: readonly Item[]; controlLog?: readonly Item[] },
): Rollback | undefined {
  if (seen === undefined) return undefined;
  const { head, items, controlLog } = shown;
  const other = items.find(({ seq }) => seq === seen.seq);
  if (head < seen.seq || (other !== undefined && seen.id !== "" && other.id !== seen.id)) {
    return "messages";
  }
  const { n, hash } = seen.control;
  if (controlLog !== undefined && n >= 0 && controlLog[n]?.id !== (hash as ItemId)) {
    return "control-log";
  }
  return undefined;
}

/** What the person is told of it. */
export function rollbackMessage(rollback: Rollback): string {
  return rollback === "messages"
    ? t(
      "The server shows an older or different course of this conversation than this browser has seen before. Nothing is sent here until that is cleared up: tell your administrator.",
    )
    : t(
      "The server shows an older or different list of this room's members than this browser has seen before. Nothing is sent here until that is cleared up: tell your administrator.",
    );
}
