/** A person's drafts in the database, sealed, by conversation. */

import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Database } from "../store/database.ts";
import type { SealedRecords } from "../store/sealed_records.ts";
import { personKey } from "../store/tables.ts";

export interface StoredDraftsOptions {
  database: Database;
  user: UserId;
  records: SealedRecords;
  /** @throws {AppError} once nothing may be kept any more. */
  assertOpen: () => void;
}

/**
 * What a person has begun to write, sealed, by conversation. Of what this page writes the newest
 * wording counts, and no write waits for the disk. There is no lock: of two tabs the one that wrote
 * last counts anyway, and a page that goes has no time to ask for one.
 */
export class StoredDrafts {
  readonly #options: StoredDraftsOptions;
  /** Resolves when the last write of a draft has been handed to the database. */
  readonly #begun = new Map<ConversationId, Promise<void>>();

  constructor(options: StoredDraftsOptions) {
    this.#options = options;
  }

  /** Empty removes it. */
  async set(conv: ConversationId, text: string): Promise<void> {
    const { database, user, records, assertOpen } = this.#options;
    const before = this.#begun.get(conv);
    const begun = Promise.withResolvers<void>();
    this.#begun.set(conv, begun.promise);
    let written: Promise<void>;
    try {
      const sealed = text === "" ? undefined : await records.seal(["draft", conv], text);
      await before;
      assertOpen();
      const value = sealed === undefined ? {} : { value: { conv, sealed } };
      written = database.write([{ table: "drafts", key: personKey(user, conv), ...value }]);
    } finally {
      begun.resolve();
    }
    await written;
  }

  async all(): Promise<Map<ConversationId, string>> {
    const { database, user, records } = this.#options;
    const all = await database.list("drafts", personKey(user, ""));
    const opened = await Promise.all(
      all.map(async ({ conv, sealed }) =>
        [conv, await records.open(["draft", conv], sealed)] as const
      ),
    );
    return new Map(
      opened.filter((draft): draft is [ConversationId, string] => draft[1] !== undefined),
    );
  }
}
