/** The words of the screens, in the language that they are drawn in. */

import { dictionaryOf } from "../../../../i18n/dictionaries.ts";
import type { Language } from "../../../../i18n/i18n.ts";

let language: Language = "en";
let words = dictionaryOf(language);

/** The language of every screen from now on; English at first. */
export function drawIn(chosen: Language): void {
  language = chosen;
  words = dictionaryOf(chosen);
}

/** What the English `text` of a screen is in the language of the pictures. */
export function said(text: string): string {
  const found = words[text];
  return typeof found === "string" ? found : text;
}

/** What it says before what is filled in. */
export function beginningOf(text: string): string {
  return said(text).split("{")[0]!;
}

export function saidOf(count: number, text: string): string {
  const found = words[text];
  const category = new Intl.PluralRules(language).select(count);
  const form = typeof found === "object" ? found[category] ?? found.other : text;
  return form.replace("{count}", count.toLocaleString(language));
}

/** The page at `path`, in the language of the pictures. */
export function inLanguage(path: string): string {
  return language === "en" ? path : `${path}${path.includes("?") ? "&" : "?"}language=${language}`;
}
