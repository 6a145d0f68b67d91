// Browser-safe: runs in the page and on the server.

import type { PresenceView } from "../../client/model.ts";
import type { DateWords } from "../dates.ts";

/** "Online", "Away", "Last seen 5 minutes ago" or "Offline". */
export function presenceText(
  { presence, lastSeen }: { presence: PresenceView; lastSeen?: string },
  words: DateWords,
  now: Date,
): string {
  if (presence === "online") return "Online";
  if (presence === "away") return "Away";
  return lastSeen === undefined ? "Offline" : `Last seen ${words.ago(new Date(lastSeen), now)}`;
}
