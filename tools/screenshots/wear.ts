/** Puts a theme and a language on the pages of a screenshot. */

import type { Theme } from "../../client/preferences/preferences.ts";
import type { Language } from "../../i18n/i18n.ts";
import type { Visitor } from "../../tests/support/browser.ts";

/** As in `client/preferences/store.ts` and `look.ts`. */
const PREFERENCES_KEY = "tw.preferences";
const LOOK_COOKIE = "tw_look";

/**
 * Puts `theme` on every page of a visitor, as if it had been chosen in another tab, in `language`
 * where one is given.
 */
export async function wear(
  { page, context }: Visitor,
  theme: Theme,
  language?: Language,
): Promise<void> {
  await context.addCookies([{
    name: LOOK_COOKIE,
    value: `${theme}.system.medium.comfortable.${language ?? "auto"}`,
    url: new URL(page.url()).origin,
  }]);
  await page.evaluate(([key, newValue]) => {
    localStorage.setItem(key!, newValue!);
    dispatchEvent(new StorageEvent("storage", { key: key!, newValue: newValue! }));
  }, [PREFERENCES_KEY, JSON.stringify(language === undefined ? { theme } : { theme, language })]);
}
