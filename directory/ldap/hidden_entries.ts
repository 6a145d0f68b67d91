/** Whether a container that looks empty has entries that this account may not see. */

import type { Entry, SearchOptions } from "ldapts";
import { texts } from "./entry_text.ts";

/** One search on a connection of the service account; rejects with what the server refused it with. */
export type Search = (baseDn: string, options: SearchOptions) => Promise<Entry[]>;

/** Containers that are looked at; below more of them somebody would have been seen. */
const LOOKED_AT = 20;
/** Of OpenLDAP, 389 Directory Server and Active Directory, in this order. */
const COUNTS = ["hasSubordinates", "numSubordinates", "msDS-Approx-Immed-Subordinates"];

/**
 * Whether the server says of `baseDn`, or of a container below it, that there is something in it,
 * and shows nothing of that. A server that does not say it has hidden nothing, as far as one knows.
 */
export async function hidesEntries(search: Search, baseDn: string): Promise<boolean> {
  const containers = await search(baseDn, {
    scope: "sub",
    attributes: COUNTS,
    sizeLimit: LOOKED_AT,
  });
  for (const { dn } of containers.filter(isFilled)) {
    const inside = await search(dn, { scope: "one", attributes: ["1.1"], sizeLimit: 1 });
    if (inside.length === 0) return true;
  }
  return false;
}

/** X.501 `hasSubordinates` is a word, the others are numbers. */
function isFilled(entry: Entry): boolean {
  return COUNTS.some((name) => /^(?:TRUE|[1-9]\d*)$/i.test(texts(entry, name)[0] ?? ""));
}
