/** Joins names into a list as the language does: "Ada, Bob and Noor". */

import { currentLanguage, directionOf } from "./i18n.ts";
import { isolated } from "./isolate.ts";

/**
 * Names in a row, as the language joins them: "Ada, Bob and Noor", or without an "and" as "unit".
 * Each keeps its own direction of writing.
 */
export function listed(
  names: readonly string[],
  type: Intl.ListFormatType = "conjunction",
): string {
  const language = currentLanguage();
  return new Intl.ListFormat(language === "en" ? "en-GB" : language, { type, style: "long" })
    .format(names.map((name) => isolated(name, directionOf(language))));
}
