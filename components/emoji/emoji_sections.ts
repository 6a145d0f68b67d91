/** The sections of the emoji table: recently chosen, then Unicode's groups. */

import { t } from "../../i18n/i18n.ts";
import { emojiSpelling } from "../../protocol/emoji.ts";
import type { Emoji, EmojiTable } from "./emoji_table.ts";

export interface EmojiSection {
  key: string;
  /** An emoji that stands for it. */
  icon: string;
  title: string;
  emoji: readonly Emoji[];
}

/** What was chosen last, then Unicode's groups, without emoji that are newer than `newest`. */
export function emojiSections(
  table: EmojiTable,
  recent: readonly string[],
  newest: number,
): EmojiSection[] {
  const shown = table.all.filter(({ version }) => version <= newest);
  const groups = groupsOfEmoji().map(({ group, icon, title }) => ({
    key: `group-${group}`,
    icon,
    title,
    emoji: shown.filter((one) => one.group === group),
  }));
  const known = new Map(
    shown.flatMap((one) => [one.emoji, ...one.skins].map((e) => [emojiSpelling(e), one])),
  );
  const last = recent.flatMap((emoji) => {
    const one = known.get(emojiSpelling(emoji));
    // As it was chosen, whatever tone is chosen now.
    return one === undefined ? [] : [{ ...one, emoji, skins: [] }];
  });
  return [{ key: "recent", icon: "🕘", title: t("Recent"), emoji: last }, ...groups]
    .filter(({ emoji }) => emoji.length > 0);
}

/** Group 2 holds skin tones and hair alone: parts, not emoji. */
function groupsOfEmoji(): { group: number; icon: string; title: string }[] {
  return [
    { group: 0, icon: "😀", title: t("Smileys and feelings") },
    { group: 1, icon: "👋", title: t("People") },
    { group: 3, icon: "🐻", title: t("Animals and nature") },
    { group: 4, icon: "🍎", title: t("Food and drink") },
    { group: 5, icon: "🚗", title: t("Travel and places") },
    { group: 6, icon: "⚽", title: t("Activities") },
    { group: 7, icon: "💡", title: t("Objects") },
    { group: 8, icon: "🔣", title: t("Symbols") },
    { group: 9, icon: "🏁", title: t("Flags") },
  ];
}
