// Browser-safe: runs in the page and on the server.

import { type Dictionary, LANGUAGES, useLanguage } from "./i18n.ts";

/** Id of the block of data in the page that holds its words. */
export const WORDS_ID = "words";

/**
 * Speaks the language that the server wrote the page in. Each island calls it when its module is
 * loaded, so that what the browser draws first is what the server drew. On the server it does
 * nothing: there each rendering sets its own language.
 */
export function usePageLanguage(): void {
  if (typeof document === "undefined") return;
  const { lang } = document.documentElement;
  const code = LANGUAGES.find((one) => one.code === lang)?.code ?? "en";
  const words = document.getElementById(WORDS_ID)?.textContent ?? "";
  useLanguage(code, words === "" ? {} : JSON.parse(words) as Dictionary);
}

/** `words` as the text of a script element: JSON in which no tag can begin or end. */
export function wordsText(words: Dictionary): string {
  return JSON.stringify(words).replaceAll("<", "\\u003c");
}
