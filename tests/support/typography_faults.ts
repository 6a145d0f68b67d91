/** How the languages of the screens are typeset, and what breaks it. */

import type { Dictionary, Language } from "../../i18n/i18n.ts";

interface Rule {
  what: string;
  broken: RegExp;
}

const EVERYWHERE: readonly Rule[] = [
  { what: "has three dots in place of …", broken: /\.\.\./ },
  { what: "has straight quotation marks", broken: /["']/ },
  { what: "has a space too many", broken: / {2}|^ | $/ },
];

/** Before high signs and inside of « » stands a narrow space at which no line breaks. */
const FRENCH: readonly Rule[] = [
  {
    what: "has no narrow space before a high sign",
    broken: /[^\u202f](?:[;?!»]|:(?=[\s\u202f]|$))/,
  },
  { what: "has no narrow space after «", broken: /«[^\u202f]/ },
  { what: "has quotation marks of English", broken: /[“”]/ },
  { what: "says tu", broken: /(?<![\p{L}-])(?:tu|toi|ton|tes)(?!\p{L})/iu },
];

/** Names keep their own digits; any other number is said in words or filled in. */
const ARABIC: readonly Rule[] = [
  { what: "has signs of Latin scripts", broken: /[,;?“”]/ },
  { what: "has a space before a sign", broken: / [،؛؟:.!»]/ },
  { what: "has a space after «", broken: /« / },
  {
    what: "has digits, which the reader may write otherwise",
    broken: /\d(?!\})/,
  },
];

const RULES: Readonly<Record<Language, readonly Rule[]>> = {
  en: [],
  fr: [...EVERYWHERE, ...FRENCH],
  ar: [...EVERYWHERE, ...ARABIC],
};

/** One sentence for each text that breaks a rule of its language. */
export function typographyFaults(code: Language, dictionary: Dictionary): string[] {
  const said = Object.values(dictionary).flatMap((found) =>
    typeof found === "string" ? [found] : Object.values(found)
  );
  return said.flatMap((text) =>
    RULES[code].filter(({ broken }) => broken.test(withoutNames(text)))
      .map(({ what }) => `${code} ${what}: ${text}`)
  );
}

/** What is written the same in every language. */
function withoutNames(text: string): string {
  return text.replaceAll(/SHA-256|VT323|Source Serif 4|License 1\.1|https?:\/\/|:tea:/g, "X");
}
