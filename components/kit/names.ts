/** Finds people who share a name, and matches people with a filter. */

import { folded } from "../../protocol/letters.ts";
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
  const known = folded("name" in person ? person.name : allNamesOf(person));
  return typedWords(filter).every((word) => known.includes(word));
}

/** What a person is found by: the shown name, the directory's where it is another, the username. */
export function allNamesOf({ fullName, directoryName = fullName, uid }: Named): string {
  return [...new Set([fullName, directoryName, uid])].join(" ");
}

/** The words that somebody typed to find a name, by the same letters as all that is found. */
export function typedWords(text: string): string[] {
  return folded(text).trim().replace(/^@/, "").split(/\s+/).filter(Boolean);
}

/** The words of a name, cut at what stands between them. */
export function nameWords(name: string): string[] {
  return folded(name).split(/[\s@._-]+/).filter(Boolean);
}
