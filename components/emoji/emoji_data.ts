/** The table of emoji, loaded when it is first needed and kept for the life of the page. */

import { currentLanguage } from "../../i18n/i18n.ts";
import { type EmojiTable, makeEmojiTable, type RawEmoji } from "./emoji_table.ts";

type Json = Promise<{ default: unknown }>;

/** Languages that have words of their own; the others search in English. */
const WORDS: Readonly<Record<string, () => Json>> = {
  fr: () =>
    import("emoji-picker-element-data/fr/emojibase/data.json", { with: { type: "json" } }) as Json,
};
const english = () =>
  import("emoji-picker-element-data/en/emojibase/data.json", { with: { type: "json" } }) as Json;

const tables = new Map<string, Promise<EmojiTable>>();

/** The emoji with their names in the language of the screens. A failure is forgotten. */
export function loadEmoji(): Promise<EmojiTable> {
  const language = currentLanguage();
  const known = tables.get(language);
  if (known !== undefined) return known;
  const loading = load(WORDS[language]);
  loading.catch(() => tables.delete(language));
  tables.set(language, loading);
  return loading;
}

async function load(words: (() => Json) | undefined): Promise<EmojiTable> {
  const [plain, named] = await Promise.all([english(), words?.()]);
  return makeEmojiTable(plain.default as RawEmoji[], named?.default as RawEmoji[] | undefined);
}
