/** Names for sentences: with the username where two people are called the same. */

import type { UserId } from "../../protocol/ids.ts";
import { nameKey } from "../../protocol/name_key.ts";
import type { PersonName } from "../conversations/person_name.ts";

export interface DistinctNamesOptions {
  /** Everybody who is known. */
  people: () => Iterable<{ id: UserId }>;
  /** As they call themselves. */
  nameOf: (user: UserId) => PersonName;
  /** As the directory calls them. */
  directoryNameOf: (user: UserId) => PersonName;
}

/**
 * People's names for sentences and lines that have no place for a username of its own: with it
 * where somebody else is called so too, or so much alike that the eye would not tell. Everybody may
 * choose how they are shown.
 */
export class DistinctNames {
  readonly #options: DistinctNamesOptions;
  /** By key of a name: who bears it; `several` when more than one does. */
  #bearers: Map<string, UserId | "several"> | undefined;

  constructor(options: DistinctNamesOptions) {
    this.#options = options;
  }

  /** Somebody is new, or called otherwise. */
  changed(): void {
    this.#bearers = undefined;
  }

  of(user: UserId): string {
    const { fullName, uid } = this.#options.nameOf(user);
    const bearer = this.#known().get(nameKey(fullName)) ?? user;
    return bearer === user ? fullName : `${fullName} (@${uid})`;
  }

  #known(): Map<string, UserId | "several"> {
    if (this.#bearers !== undefined) return this.#bearers;
    const { people, nameOf, directoryNameOf } = this.#options;
    const bearers = this.#bearers = new Map<string, UserId | "several">();
    for (const { id } of people()) {
      const { uid, fullName } = nameOf(id);
      for (const name of [uid, fullName, directoryNameOf(id).fullName]) {
        const key = nameKey(name);
        const bearer = bearers.get(key) ?? id;
        bearers.set(key, bearer === id ? id : "several");
      }
    }
    return bearers;
  }
}
