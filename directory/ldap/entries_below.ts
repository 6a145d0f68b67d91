/** How many entries are below a base where nobody is a person, within bounds. */

import type { Search } from "./hidden_entries.ts";
import { isLimit } from "./people_search.ts";

/** Entries that are asked for, the most first; a server may give fewer at once, or an error. */
const COUNTED: readonly number[] = [101, 10, 2];

/** @returns such as `5 entries`, or `100 entries or more`; undefined where nothing is to be seen. */
export async function entriesBelow(search: Search, baseDn: string): Promise<string | undefined> {
  for (const sizeLimit of COUNTED) {
    try {
      const found = await search(baseDn, { scope: "sub", attributes: ["1.1"], sizeLimit });
      // The base itself is among them.
      const count = found.length - 1;
      if (count < 1) return undefined;
      const number = count === 1 ? "1 entry" : `${count} entries`;
      return found.length < sizeLimit ? number : `${number} or more`;
    } catch (error) {
      if (!isLimit(error)) throw error;
    }
  }
  return undefined;
}
