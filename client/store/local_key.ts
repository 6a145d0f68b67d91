/** The key under which this browser seals what it keeps for a person. */

import type { UserId } from "../../protocol/ids.ts";
import type { Database } from "./database.ts";
import { personKey } from "./tables.ts";

/**
 * The key under which this browser seals what it keeps for `user`: AES-256-GCM, made once, and not
 * extractable. `forget()` removes it with everything else of the person.
 */
export async function localKey(database: Database, user: UserId): Promise<CryptoKey> {
  const known = await database.get("localKeys", personKey(user));
  if (known !== undefined) return known;
  const fresh = await crypto.subtle.generateKey(
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  // Another tab may have been faster: the first one counts.
  return (await database.update("localKeys", personKey(user), (old) => old ?? fresh))!;
}
