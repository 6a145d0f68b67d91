// Browser-safe: runs in the page.

import type { Language } from "../../i18n/i18n.ts";
import type { Preferences } from "./preferences.ts";

/** Of the tab: the language for which the page was loaded again. */
const ASKED_KEY = "tw.language-asked";

/**
 * Whether a page that speaks `spoken` is to be loaded again to get it in the language that is
 * wanted. It is asked for once: where the network is away or slow, the service worker has no other
 * page than this one, and asking for it would never end.
 *
 * @param memory of the tab; without one nothing is asked for.
 */
export function loadsAgain(
  wanted: Preferences["language"],
  spoken: Language,
  memory: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined,
): boolean {
  try {
    if (wanted === "auto" || wanted === spoken) {
      memory?.removeItem(ASKED_KEY);
      return false;
    }
    if (memory === undefined || memory.getItem(ASKED_KEY) === wanted) return false;
    memory.setItem(ASKED_KEY, wanted);
    return true;
  } catch {
    // It is full, or no longer there.
    return false;
  }
}
