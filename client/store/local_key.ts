// Browser-safe: runs in the page.

import type { UserId } from "../../protocol/ids.ts";
import type { Database } from "./database.ts";
import { personKey } from "./tables.ts";

/**
 * The key that seals what this browser keeps for itself of one person: AES-256-GCM, made at first
 * use, and never out of the browser's own hands.
 *
 * @throws {AppError} `unavailable` where the browser keeps nothing.
 */
export async function localKey(database: Database, user: UserId): Promise<CryptoKey> {
  const known = await database.get("localKeys", personKey(user));
  if (known !== undefined) return known;
  const fresh = await crypto.subtle.generateKey(
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  // Another tab may have been quicker: the first one counts.
  return (await database.update("localKeys", personKey(user), (old) => old ?? fresh))!;
}
