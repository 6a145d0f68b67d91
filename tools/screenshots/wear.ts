import type { Theme } from "../../client/preferences/preferences.ts";
import type { Visitor } from "../../tests/support/browser.ts";

/** As in `client/preferences/store.ts` and `look.ts`. */
const PREFERENCES_KEY = "tw.preferences";
const LOOK_COOKIE = "tw_look";

/** Puts `theme` on every page of a visitor, as if it had been chosen in another tab. */
export async function wear({ page, context }: Visitor, theme: Theme): Promise<void> {
  await context.addCookies([{
    name: LOOK_COOKIE,
    value: `${theme}.system.medium.comfortable.auto`,
    url: new URL(page.url()).origin,
  }]);
  await page.evaluate(([key, newValue]) => {
    localStorage.setItem(key!, newValue!);
    dispatchEvent(new StorageEvent("storage", { key: key!, newValue: newValue! }));
  }, [PREFERENCES_KEY, JSON.stringify({ theme })]);
}
