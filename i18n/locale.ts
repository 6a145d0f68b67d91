// Browser-safe: runs in the page and on the server.

import { currentLanguage } from "./i18n.ts";

/**
 * The reader's own variant of the page's language ("en-GB" for a page in "en"); the page's
 * language where the reader prefers another one altogether.
 */
export function pageLocale(pageLanguage: string, preferred: readonly string[]): string {
  const language = pageLanguage || "en";
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

/** The variant in which this reader's dates and numbers are written. */
export function readerLocale(): string {
  return pageLocale(currentLanguage(), navigator.languages);
}
