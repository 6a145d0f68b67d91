/** What this browser remembers of how emoji are chosen: the last ones and the skin tone. */

import { EMOJI_HABITS_KEY } from "../../client/preferences/preferences.ts";
import { isSameEmoji } from "../../protocol/emoji.ts";
import { SKIN_TONES } from "./emoji_table.ts";

const MAX_RECENT = 24;
const MAX_EMOJI_CHARS = 32;

export interface EmojiHabits {
  /** Newest first, as they were put in. */
  recent: readonly string[];
  /** 0 for none, then light to dark. */
  tone: number;
}

const NONE: EmojiHabits = { recent: [], tone: 0 };
type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

/** What was kept; anything else than what `keep` writes counts as nothing. */
export function readHabits(storage?: Storage): EmojiHabits {
  try {
    const stored = JSON.parse(
      (storage ?? localStorage).getItem(EMOJI_HABITS_KEY) ?? "{}",
    ) as Partial<
      EmojiHabits
    >;
    const recent = Array.isArray(stored.recent) ? stored.recent : [];
    const tone = Number.isInteger(stored.tone) ? stored.tone! : 0;
    return {
      recent: recent.filter((one) =>
        typeof one === "string" && one !== "" && one.length <= MAX_EMOJI_CHARS
      ).slice(0, MAX_RECENT),
      tone: tone >= 0 && tone < SKIN_TONES ? tone : 0,
    };
  } catch {
    return NONE;
  }
}

export function withRecent(habits: EmojiHabits, emoji: string): EmojiHabits {
  const others = habits.recent.filter((one) => !isSameEmoji(one, emoji));
  const recent = [emoji, ...others].slice(0, MAX_RECENT);
  return { ...habits, recent };
}

/** A browser that keeps nothing forgets it with the page. */
export function storeHabits(habits: EmojiHabits, storage?: Storage): void {
  try {
    (storage ?? localStorage).setItem(EMOJI_HABITS_KEY, JSON.stringify(habits));
  } catch {
    // Storage is full, or turned off.
  }
}
