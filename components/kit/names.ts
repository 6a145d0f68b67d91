/** Finds people who share a name, and matches people with a filter. */

import { nameKey } from "../../protocol/name_key.ts";

/** Full names are not unique; user ids are. Where two people share a name, the screen shows both. */

export interface Named {
  uid: string;
  /** As it is shown. */
  fullName: string;
  /** The directory's, where a person goes by another. */
  directoryName?: string;
}

export { nameKey };

/**
 * Keys of the names that more than one person of `people` bears. Whoever is shown by a name that is
 * another's uid, or another's in the directory, shares it: everybody may choose how they are shown.
 */
export function sharedNames(people: Iterable<Named>): ReadonlySet<string> {
  const bearers = new Map<string, string>();
  const shared = new Set<string>();
  for (const { uid, fullName, directoryName = fullName } of people) {
    for (const name of [fullName, directoryName, uid]) {
      const key = nameKey(name);
      const bearer = bearers.get(key);
      if (bearer === undefined) bearers.set(key, uid);
      else if (bearer !== uid) shared.add(key);
    }
  }
  return shared;
}

/** Whether `person` answers to what was typed into a filter: any word of it, in name or uid. */
export function matchesFilter(person: Named | { name: string }, filter: string): boolean {
  const haystack = searchable("name" in person ? person.name : `${person.fullName} ${person.uid}`);
  return searchable(filter).split(" ").every((word) => haystack.includes(word));
}

/** Without case and accents, so that "zoe" finds "Zoë". */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase().replace(/\s+/gu, " ").trim()
    .normalize("NFD").replace(/\p{M}/gu, "").replace(/^@/, "");
}
