/** What is wrong with a dictionary, held against the texts that the sources have. */

import type { Dictionary, Language, PluralForms } from "../../i18n/i18n.ts";
import type { Text } from "../../tools/words/texts.ts";

/** One sentence for each text that is missing, left over, or filled in otherwise than in English. */
export function dictionaryFaults(
  code: Language,
  dictionary: Dictionary,
  texts: readonly Text[],
): string[] {
  const known = new Set(texts.map(({ text }) => text));
  const leftOver = Object.keys(dictionary).filter((text) => !known.has(text));
  return [
    ...leftOver.map((text) => `${code} has a text that nothing says: ${quoted(text)}`),
    ...texts.flatMap((text) => faultsOf(code, dictionary[text.text], text)),
  ];
}

function faultsOf(
  code: Language,
  found: string | PluralForms | undefined,
  { text, one, path }: Text,
): string[] {
  if (found === undefined) return [`${code} lacks ${quoted(text)} of ${path}`];
  if ((typeof found === "object") !== (one !== undefined)) {
    return [`${code} has ${quoted(text)} ${one === undefined ? "with" : "without"} plural forms`];
  }
  if (typeof found === "string") return formFaults(code, text, found, paramsOf(text));
  const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const missing = wanted.filter((category) => found[category] === undefined)
    .map((category) => `${code} lacks the form "${category}" of ${quoted(text)}`);
  const wrong = Object.entries(found).flatMap(([category, form]) => {
    // What says a number in words, or says it of one thing, need not repeat the figure.
    const may = paramsOf(text);
    const must = new Set([...may].filter((name) => name !== "count" || category === "other"));
    return formFaults(code, text, form, must, may);
  });
  return [...missing, ...wrong];
}

function formFaults(
  code: Language,
  text: string,
  form: string,
  must: ReadonlySet<string>,
  may = must,
): string[] {
  const has = paramsOf(form);
  const faults = [
    ...[...must].filter((name) => !has.has(name)).map((name) => `does not say {${name}}`),
    ...[...has].filter((name) => !may.has(name)).map((name) => `says {${name}}`),
    ...(form.trim() === "" ? ["says nothing"] : []),
  ];
  return faults.map((fault) => `${code} for ${quoted(text)} ${fault}, unlike the English text`);
}

function paramsOf(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
