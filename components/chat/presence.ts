// Browser-safe: runs in the page and on the server.

import type { DateWords } from "../dates.ts";

/** "Online", "Last seen 5 minutes ago" or "Offline". */
export function presenceText(
  { online, lastSeen }: { online: boolean; lastSeen?: string },
  words: DateWords,
  now: Date,
): string {
  if (online) return "Online";
  return lastSeen === undefined ? "Offline" : `Last seen ${words.ago(new Date(lastSeen), now)}`;
}
