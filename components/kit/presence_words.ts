/** The words for a person's presence, such as "Away" or "Last seen 5 minutes ago". */

import type { PresenceView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import type { DateWords } from "./dates.ts";
import { readerDateWords } from "./reader.ts";

/** "Online", "Away", "Last seen 5 minutes ago" or "Offline"; nothing while it is not known. */
function presenceText(
  { presence, lastSeen }: { presence: PresenceView; lastSeen?: string },
  words: DateWords,
  now: Date,
): string | undefined {
  if (presence === "unknown") return undefined;
  if (presence === "online") return t("Online");
  if (presence === "away") return t("Away");
  return lastSeen === undefined
    ? t("Offline")
    : t("Last seen {time}", { time: words.ago(new Date(lastSeen), now) });
}

/** The words for somebody's presence; none while it is not known. */
export function usePresenceWords(
  now: Date,
): (person: Parameters<typeof presenceText>[0]) => string[] {
  const dates = readerDateWords();
  return (person) => {
    const words = presenceText(person, dates, now);
    return words === undefined ? [] : [words];
  };
}
