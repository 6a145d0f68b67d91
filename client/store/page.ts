/** The database as a page opens it, which tells people what went wrong. */

import { withItsWords } from "../../i18n/page.ts";
import type { Database } from "./database.ts";
import { openIndexedDb } from "./indexed_db.ts";

/** Opens this profile's database. @throws {AppError} `unavailable`, in words for its cause. */
export function openPageDatabase(): Promise<Database> {
  return openIndexedDb(() => withItsWords(() => import("./storage_error.ts")));
}
