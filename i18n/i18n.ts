/** The language of the screens: the languages, the dictionaries' type, and `t()`. */

import { type Direction, isolated } from "./isolate.ts";
import { pageLocale } from "./locale.ts";
import { shortName } from "./short_names.ts";

/**
 * The language of the screens. The English text is the name of each text: `t("Log out")`. A
 * dictionary maps it to another language; what it does not hold stays English. A test reads the
 * sources and fails on a text that a dictionary lacks, so the first argument is always a literal.
 * Errors are thrown in English by what knows no language, and `served()` says them where they show.
 */

/** Languages of the screens, with what they call themselves. */
export const LANGUAGES = [
  { code: "en", name: "English", direction: "ltr" },
  { code: "fr", name: "Français", direction: "ltr" },
  { code: "ar", name: "العربية", direction: "rtl" },
] as const satisfies readonly { code: string; name: string; direction: Direction }[];
export type Language = typeof LANGUAGES[number]["code"];

/** Forms of a text by plural category (CLDR); `other` always stands. */
export type PluralForms =
  & { readonly other: string }
  & {
    readonly [C in Intl.LDMLPluralRule]?: string;
  };
/** By English text or its short name; texts that count are under their English plural. */
export type Dictionary = Readonly<Record<string, string | PluralForms>>;

/** Numbers are written as the reader does; digits of a name or an address are given as text. */
export type Params = Readonly<Record<string, string | number>>;

let language: Language = "en";
let dictionary: Dictionary = {};
let locale = "en";

/**
 * From here on texts are in `code`, as `words` has them. On the server: for one rendering.
 *
 * @param preferred tags of the reader's languages, best first; numbers and dates follow them.
 */
export function useLanguage(
  code: Language,
  words: Dictionary,
  preferred: readonly string[] = [],
): void {
  language = code;
  dictionary = words;
  locale = pageLocale(code, preferred);
}

/** Adds `more` to the words of this page; what it does not hold stays as it is. */
export function addWords(more: Dictionary): void {
  dictionary = { ...dictionary, ...more };
}

export function currentLanguage(): Language {
  return language;
}

/** The variant of the language in which this reader's dates and numbers are written. */
export function readerLocale(): string {
  return locale;
}

export function directionOf(code: Language): Direction {
  return LANGUAGES.find((one) => one.code === code)!.direction;
}

/**
 * The text in the language of the screens; `{name}` in it is replaced by the parameter `name`,
 * which keeps its own direction of writing.
 */
export function t(text: string, params: Params = {}): string {
  const found = wordsOf(text);
  return fill(typeof found === "string" ? found : text, params);
}

/**
 * The text for `count` things: `one` and `other` are its English forms, in which `{count}` stands
 * for the number as the language writes it.
 */
export function tn(count: number, one: string, other: string, params: Params = {}): string {
  const found = wordsOf(other);
  const all = { count, ...params };
  if (typeof found !== "object") {
    return fill(new Intl.PluralRules("en").select(count) === "one" ? one : other, all);
  }
  return fill(found[new Intl.PluralRules(language).select(count)] ?? found.other, all);
}

/**
 * A message that arrived written in English, from the server or a worker, in the language of the
 * screens. Dictionaries hold those with something filled in as `Use at least {1} characters.`
 */
export function served(message: string): string {
  const found = wordsOf(message);
  if (typeof found === "string") return found;
  for (const [english, said] of Object.entries(dictionary)) {
    if (typeof said !== "string" || !english.includes("{1}")) continue;
    const [, ...values] = new RegExp(`^${pattern(english)}$`, "s").exec(message) ?? [];
    if (values.length === 0) continue;
    const isTyped = (at: number) => english.includes(`"{${at}}"`);
    return fill(
      said,
      Object.fromEntries(values.map((value, i) => {
        const isNumber = /^\d+$/.test(value) && !isTyped(i + 1);
        return [i + 1, isNumber ? Number(value) : value];
      })),
    );
  }
  return message;
}

function wordsOf(english: string): Dictionary[string] | undefined {
  return language === "en" ? undefined : dictionary[english] ?? dictionary[shortName(english)];
}

/** A regular expression for what `english` can become. */
function pattern(english: string): string {
  return english.split(/\{\d\}/).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("(.+)");
}

function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    const text = typeof value === "number" ? value.toLocaleString(locale) : value;
    return isolated(text, directionOf(language));
  });
}
