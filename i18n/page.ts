/** Gives the islands of a page its language and words. */

import { type Dictionary, LANGUAGES, useLanguage } from "./i18n.ts";

/** Of the global scope: where the script of a page's words puts them. */
const WORDS = "talkywalkyWords";

/**
 * Speaks the language that the server wrote the page in. Each island calls it when its module is
 * loaded, so that what the browser draws first is what the server drew. On the server it does
 * nothing: there each rendering sets its own language.
 */
export function usePageLanguage(): void {
  if (typeof document === "undefined") return;
  const { lang } = document.documentElement;
  const code = LANGUAGES.find((one) => one.code === lang)?.code ?? "en";
  const words = (globalThis as { [WORDS]?: Dictionary })[WORDS];
  useLanguage(code, words ?? {}, navigator.languages);
}

/** The script that a page loads before its islands when it is not in English. */
export function wordsScript(words: Dictionary): string {
  return `${WORDS}=${JSON.stringify(words)};`;
}
