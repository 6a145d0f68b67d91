/** Which words each page gets that is not in English. */

import { dictionaryOf } from "../../i18n/dictionaries.ts";
import { type Dictionary, type Language, LANGUAGES } from "../../i18n/i18n.ts";
import { reachedFrom } from "./reach.ts";
import type { SourceFile } from "./syntax.ts";
import { textsOf } from "./texts.ts";

/** Words that come together, with the islands whose words they are. */
export const ISLANDS = {
  entrance: ["islands/RegisterForm.tsx", "islands/SignInForm.tsx"],
  chat: ["islands/Chat.tsx"],
} as const;
export type WordSet = keyof typeof ISLANDS;

/** What runs at the server's side: its errors arrive in English and are said by the page. */
const SERVER_SIDE = /^(?:broker|ca|directory|protocol|server)\//;

/**
 * Every text that the islands of `set` can show: those of all code that they load, now or later,
 * and of every error of the server. What only the server draws (the help page, the frame around a
 * form) is in the page as it comes, and is not among them.
 */
export function englishOf(set: WordSet, files: readonly SourceFile[]): string[] {
  const code = reachedFrom(ISLANDS[set], files);
  const serverSide = files.filter(({ path }) => SERVER_SIDE.test(path));
  return textsOf([...new Set([...code, ...serverSide])]).texts.map(({ text }) => text);
}

export interface PageWords {
  set: WordSet;
  language: Language;
  words: Dictionary;
}

/** The words of every set in every language but English, which stands in the code. */
export function allPageWords(files: readonly SourceFile[]): PageWords[] {
  return (Object.keys(ISLANDS) as WordSet[]).flatMap((set) => {
    const english = englishOf(set, files);
    return LANGUAGES.filter(({ code }) => code !== "en").map(({ code: language }) => {
      const all = dictionaryOf(language);
      const found = english.flatMap((text) => all[text] === undefined ? [] : [[text, all[text]]]);
      return { set, language, words: Object.fromEntries(found) as Dictionary };
    });
  });
}
