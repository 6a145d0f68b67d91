/** The values of an entry's attributes, as text. Pure. */

import type { Entry } from "ldapts";

/** Every value of an attribute, in the server's order; a server may spell its name in any case. */
export function texts(entry: Entry, name: string): string[] {
  const value = entry[name] ?? entry[caseOf(entry, name) ?? name] ?? [];
  const values = Array.isArray(value) ? value : [value];
  return values.map((each) => each.toString());
}

/** Every value of an attribute with a language (RFC 3866 2), as `cn;lang-de` is; by the tag's order. */
export function taggedTexts(entry: Entry, name: string): string[] {
  const start = `${name};lang-`.toLowerCase();
  const tagged = Object.keys(entry).filter((each) => each.toLowerCase().startsWith(start));
  return tagged.sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1)
    .flatMap((each) => texts(entry, each));
}

function caseOf(entry: Entry, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.keys(entry).find((each) => each.toLowerCase() === wanted);
}
