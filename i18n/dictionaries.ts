/** The dictionary of each language, for the server and the build. */

import { AR } from "./ar/mod.ts";
import { FR } from "./fr/mod.ts";
import type { Dictionary, Language } from "./i18n.ts";

/** All words of each language but English, whose texts stand in the code. */
const DICTIONARIES: Readonly<Record<Language, Dictionary>> = { en: {}, fr: FR, ar: AR };

/** The words of a language. Not for code of the page: it gets those it needs with the page. */
export function dictionaryOf(code: Language): Dictionary {
  return DICTIONARIES[code];
}
