/** Whom a username means where several entries of a directory have it. Pure. */

import type { Uid } from "../../protocol/ids.ts";
import type { FoundPerson } from "./schema.ts";

type Claim = (found: FoundPerson, uid: Uid) => boolean;

/** From the strongest to the weakest: whoever writes a further `uid` into an entry takes nobody's. */
const CLAIMS: readonly Claim[] = [
  // The server itself keeps this one single, in each container.
  ({ isNamedByUid, person }, uid) => isNamedByUid && person.uid === uid,
  ({ person }, uid) => person.uid === uid,
  () => true,
];

/**
 * The entry with the strongest claim to `uid`, of those that have it: the one that is named by it,
 * else the one whose first username it is, else the one of which it is a further username.
 *
 * @returns "several" where entries have claims of one strength; undefined where there is none.
 */
export function meantBy(
  uid: Uid,
  found: readonly FoundPerson[],
): FoundPerson | "several" | undefined {
  for (const claim of CLAIMS) {
    const claiming = found.filter((each) => claim(each, uid));
    if (claiming.length > 0) return claiming.length === 1 ? claiming[0] : "several";
  }
  return undefined;
}
