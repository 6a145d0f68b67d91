/** Shortcodes as one types them, and the emoji that they stand for; loaded at the first of them. */

import { loadEmoji } from "./emoji_data.ts";
import { readHabits } from "./emoji_habits.ts";
import { supportedVersion } from "./emoji_support.ts";
import { completeShortcode, type Emoji, inTone } from "./emoji_table.ts";

export interface ShortcodeMatch {
  code: string;
  emoji: Emoji;
  /** In the skin tone of this person. */
  text: string;
}

export interface Shortcodes {
  /** What can be drawn here and goes on as `typed` begins, the shortest first. */
  complete(typed: string, limit: number): ShortcodeMatch[];
  /** What the whole code stands for, in the skin tone of this person. */
  textOf(code: string): string | undefined;
}

/** @throws when the table of emoji cannot be loaded; another try may bring it. */
export async function loadShortcodes(): Promise<Shortcodes> {
  const table = await loadEmoji();
  return {
    complete(typed, limit) {
      const { tone } = readHabits();
      const newest = supportedVersion();
      return completeShortcode(table, typed, limit)
        .filter(({ emoji }) => emoji.version <= newest)
        .map(({ code, emoji }) => ({ code, emoji, text: inTone(emoji, tone) }));
    },
    textOf(code) {
      const emoji = table.byShortcode.get(code);
      return emoji && inTone(emoji, readHabits().tone);
    },
  };
}
