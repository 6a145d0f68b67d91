/** The order of names and words in the reader's language. */

import { readerLocale } from "./i18n.ts";

let known: { locale: string; collator: Intl.Collator } | undefined;

/**
 * Compares two texts as the reader orders them: numbers by their value, whatever the case and the
 * accents. The collator is made once a locale, since making one costs a hundred comparisons.
 */
export function compareText(a: string, b: string): number {
  const locale = readerLocale();
  if (known?.locale !== locale) {
    const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
    known = { locale, collator };
  }
  return known.collator.compare(a, b);
}
