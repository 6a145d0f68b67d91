// Browser-safe: runs in the page.

import { currentLanguage } from "../../i18n/i18n.ts";

/** Names in a row, as the language joins them: "Ada, Bob and Noor". */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(currentLanguage() === "en" ? "en-GB" : currentLanguage())
    .format(names);
}
