/** Display names in the SQLite archive. */

import type { DatabaseSync } from "node:sqlite";
import type { NameRecord } from "../../../protocol/display_name.ts";
import { AppError } from "../../../protocol/errors.ts";
import type { UserId } from "../../../protocol/ids.ts";
import { MAX_KEPT_NAMES } from "../../../protocol/limits.ts";
import { transaction } from "../../storage/sqlite.ts";
import type { NewName } from "../port.ts";

/** Display names in the SQLite archive. */
export class Names {
  readonly #database: DatabaseSync;
  readonly #sql;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = {
      newer: database.prepare("SELECT 1 FROM display_name WHERE user = ? AND time >= ?"),
      add: database.prepare("INSERT INTO display_name VALUES (?, ?, ?, ?)"),
      // The oldest that are more than a person may keep.
      trim: database.prepare(
        `DELETE FROM display_name WHERE user = ?1 AND time IN
           (SELECT time FROM display_name WHERE user = ?1 ORDER BY time DESC LIMIT -1 OFFSET ?2)`,
      ),
      of: database.prepare(
        "SELECT statement, sig FROM display_name WHERE user = ? ORDER BY time DESC",
      ),
      // With max() alone, SQLite takes the other columns from the row that has the maximum.
      newest: database.prepare(
        "SELECT user, statement, sig, max(time) FROM display_name GROUP BY user",
      ),
    };
  }

  add({ user, time, statement, sig }: NewName): void {
    transaction(this.#database, () => {
      if (this.#sql.newer.get(user, time) !== undefined) {
        throw new AppError("conflict", "A newer name of yours is known. Try again.", {
          reason: "not-newer",
        });
      }
      this.#sql.add.run(user, time, statement, sig);
      this.#sql.trim.run(user, MAX_KEPT_NAMES);
    });
  }

  of(user: UserId): NameRecord[] {
    const rows = this.#sql.of.all(user) as unknown as NameRecord[];
    return rows.map(({ statement, sig }) => ({ statement, sig }));
  }

  newest(): Map<UserId, NameRecord> {
    const rows = this.#sql.newest.all() as unknown as (NameRecord & { user: UserId })[];
    return new Map(rows.map(({ user, statement, sig }) => [user, { statement, sig }]));
  }

  clear(user: UserId): void {
    this.#sql.trim.run(user, 1);
  }
}
