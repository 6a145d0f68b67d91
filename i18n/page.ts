/** Gives the islands of a page its language and words. */

import { addWords, type Dictionary, LANGUAGES, useLanguage } from "./i18n.ts";

/** Of the global scope: where the script of a page's words puts them. */
const WORDS = "talkywalkyWords";

/** Once they are here, or on their way. */
let laterWords: Promise<void> | undefined;

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

/**
 * Loads a part of the page that is shown on demand, and with the first of them the words of all.
 * The build reads out of the sources which words those are: it looks for the `import()` in the
 * call of this function (`tools/words/reach.ts`).
 *
 * @throws {Error} when the part or its words cannot be loaded; another try may bring them.
 */
export async function withItsWords<Part>(load: () => Promise<Part>): Promise<Part> {
  laterWords ??= loadLaterWords().catch((error: unknown) => {
    laterWords = undefined;
    throw error;
  });
  const [part] = await Promise.all([load(), laterWords]);
  return part;
}

/** Their address stands at the script of the first words; a page in English has neither. */
async function loadLaterWords(): Promise<void> {
  if (typeof document === "undefined") return;
  const script = document.querySelector<HTMLScriptElement>("script[data-later]");
  const address = script?.dataset["later"];
  if (address === undefined) return;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`Cannot load ${address}: status ${response.status}`);
  addWords(await response.json());
}
