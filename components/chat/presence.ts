// Browser-safe: runs in the page and on the server.

import type { PresenceView } from "../../client/model.ts";
import { t } from "../../i18n/i18n.ts";
import type { DateWords } from "../dates.ts";

/** "Online", "Away", "Last seen 5 minutes ago" or "Offline". */
export function presenceText(
  { presence, lastSeen }: { presence: PresenceView; lastSeen?: string },
  words: DateWords,
  now: Date,
): string {
  if (presence === "online") return t("Online");
  if (presence === "away") return t("Away");
  return lastSeen === undefined
    ? t("Offline")
    : t("Last seen {time}", { time: words.ago(new Date(lastSeen), now) });
}
