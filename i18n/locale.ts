/**
 * The reader's own variant of the page's language ("en-GB" for a page in "en"), in which dates and
 * numbers are written; the page's language where the reader prefers another one altogether.
 */
export function pageLocale(pageLanguage: string, preferred: readonly string[]): string {
  const language = pageLanguage || "en";
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
