// Browser-safe: runs in the page.

import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Locks } from "../locks.ts";
import type { Database } from "../store/database.ts";
import type { SealedRecords } from "../store/sealed_records.ts";
import { personKey } from "../store/tables.ts";

export interface KeptDraftsOptions {
  database: Database;
  user: UserId;
  records: SealedRecords;
  locks: Locks;
  /** @throws {AppError} once nothing may be kept any more. */
  assertOpen: () => void;
}

/** What a person has begun to write, sealed, by conversation; the newest wording counts. */
export class KeptDrafts {
  readonly #options: KeptDraftsOptions;
  readonly #waiting = new Map<ConversationId, { text: string; written: Promise<void> }>();

  constructor(options: KeptDraftsOptions) {
    this.#options = options;
  }

  /** Empty removes it. */
  set(conv: ConversationId, text: string): Promise<void> {
    const waiting = this.#waiting.get(conv);
    if (waiting !== undefined) {
      waiting.text = text;
      return waiting.written;
    }
    const { database, user, records, locks, assertOpen } = this.#options;
    const draft = { text, written: Promise.resolve() };
    this.#waiting.set(conv, draft);
    draft.written = locks(`draft/${user}/${conv}`, async () => {
      this.#waiting.delete(conv);
      assertOpen();
      const place = { table: "drafts" as const, key: personKey(user, conv) };
      if (draft.text === "") return await database.write([place]);
      const sealed = await records.seal(["draft", conv], draft.text);
      await database.write([{ ...place, value: { conv, sealed } }]);
    });
    return draft.written;
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
