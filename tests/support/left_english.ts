/** Finds what a page in another language still says in English. */

import type { Page } from "playwright-core";
import type { Dictionary } from "../../i18n/i18n.ts";
import type { Text } from "../../tools/words/texts.ts";

/** Letters that a text with parameters must have beside them to be told from any other. */
const MIN_OWN_LETTERS = 6;

/** What `page` shows or tells to screen readers that is an English text with a translation. */
export async function leftEnglish(
  page: Page,
  dictionary: Dictionary,
  texts: readonly Text[],
): Promise<string[]> {
  const patterns = texts.filter(({ text }) => dictionary[text] !== text)
    .flatMap(({ text, one }) => one === undefined ? [text] : [one, text])
    .filter((text) => !/\{/.test(text) || ownLetters(text) >= MIN_OWN_LETTERS)
    .map((text) => new RegExp(`^${text.split(/\{\w+\}/).map(RegExp.escape).join(".+")}$`, "s"));
  const translations = new Set(Object.values(dictionary));
  const said = (await saidBy(page)).filter((text) => !translations.has(text));
  return said.filter((text) => patterns.some((pattern) => pattern.test(text)));
}

function ownLetters(text: string): number {
  return text.replace(/\{\w+\}/g, "").match(/\p{L}/gu)?.length ?? 0;
}

/** Every text of the page: of its elements, its labels and its title. */
function saidBy(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = new Set([document.title.replace(/ · TalkyWalky$/, "")]);
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      if (element.closest("script, [lang]:not(html)") !== null) continue;
      for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"]) {
        said.add(element.getAttribute(name) ?? "");
      }
      // A whole sentence with a name in it, and each of its pieces.
      said.add((element.textContent ?? "").replace(/\s+/g, " ").trim());
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          said.add((node.textContent ?? "").replace(/\s+/g, " ").trim());
        }
      }
    }
    return [...said].filter((text) => text !== "" && text.length < 400);
  });
}
