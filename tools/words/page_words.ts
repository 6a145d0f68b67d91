/** Which words each page gets that is not in English. */

import { dictionaryOf } from "../../i18n/dictionaries.ts";
import { type Dictionary, type Language, LANGUAGES } from "../../i18n/i18n.ts";
import { reachedFrom } from "./reach.ts";
import type { SourceFile } from "./syntax.ts";
import { textsOf } from "./texts.ts";

/** Words that come together with a page, and the islands whose words they are. */
export const ISLANDS = {
  entrance: ["islands/RegisterForm.tsx", "islands/SignInForm.tsx"],
  chat: ["islands/Chat.tsx"],
} as const;
/** Of the chat, those of what is shown on demand come by themselves, with the first of it. */
export type WordSet = keyof typeof ISLANDS | "chat-later";
const SETS: readonly WordSet[] = ["entrance", "chat", "chat-later"];

/** What runs at the server's side: its errors arrive in English and are said by the page. */
const SERVER_SIDE = /^(?:broker|ca|directory|protocol|server)\//;

/** What answers forms of the entrance alone: the chat never hears of it. */
const AT_THE_ENTRANCE =
  /^(?:ca\/core\/|directory\/(?:account_problem|new_person|password_policy|person_rules)\.|server\/accounts\/(?:refusals|requests)\.)/;

/**
 * Every text that the islands of `set` can show: those of all code that they load, now or later,
 * and of every error of the server that can reach them; what the chat loads on demand has its own
 * set. What only the server draws (the help page, the frame around a form) is in the page as it
 * comes, and is not among them.
 */
export function englishOf(set: WordSet, files: readonly SourceFile[]): string[] {
  if (set === "chat-later") {
    const first = new Set(englishOf("chat", files));
    const all = textsOf(reachedFrom(ISLANDS.chat, files)).texts.map(({ text }) => text);
    return all.filter((text) => !first.has(text));
  }
  // The entrance has one set: what it loads on demand is little.
  const code = reachedFrom(ISLANDS[set], files, { onDemand: set === "entrance" });
  const serverSide = files.filter(({ path }) =>
    SERVER_SIDE.test(path) && (set === "entrance" || !AT_THE_ENTRANCE.test(path))
  );
  return textsOf([...new Set([...code, ...serverSide])]).texts.map(({ text }) => text);
}

export interface PageWords {
  set: WordSet;
  language: Language;
  words: Dictionary;
}

/** The words of every set in every language but English, which stands in the code. */
export function allPageWords(files: readonly SourceFile[]): PageWords[] {
  return SETS.flatMap((set) => {
    const english = englishOf(set, files);
    return LANGUAGES.filter(({ code }) => code !== "en").map(({ code: language }) => {
      const all = dictionaryOf(language);
      const found = english.flatMap((text) => all[text] === undefined ? [] : [[text, all[text]]]);
      return { set, language, words: Object.fromEntries(found) as Dictionary };
    });
  });
}
