/** Removes habits, such as the emoji last used, from local storage. */

import { EMOJI_HABITS_KEY } from "../preferences/preferences.ts";

/** Removes from the page's local storage what tells how this browser was used. */
export function forgetHabits(): void {
  try {
    localStorage.removeItem(EMOJI_HABITS_KEY);
  } catch {
    // A browser whose storage is turned off has kept nothing.
  }
}
