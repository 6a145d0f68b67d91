/** The values of an entry's attributes, as text. Pure. */

import type { Entry } from "ldapts";

/** Every value of an attribute, in the server's order; a server may spell its name in any case. */
export function texts(entry: Entry, name: string): string[] {
  const value = entry[name] ?? entry[caseOf(entry, name) ?? name] ?? [];
  const values = Array.isArray(value) ? value : [value];
  return values.map((each) => each.toString());
}

function caseOf(entry: Entry, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.keys(entry).find((each) => each.toLowerCase() === wanted);
}
