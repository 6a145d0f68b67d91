/** The sealed blocks of stored messages in the database. */

import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Change, Database } from "../store/database.ts";
import type { SealedRecords } from "../store/sealed_records.ts";
import { personKey } from "../store/tables.ts";
import { blockName, blockOf, blocksOfAll, type Places } from "./blocks.ts";
import { readShown, writeShown } from "./shown_records.ts";

/** The blocks of stored messages as they lie in the database, each sealed for its place. */
export class StoredBlocks {
  readonly #database: Database;
  readonly #user: UserId;
  readonly #records: SealedRecords;

  constructor(database: Database, user: UserId, records: SealedRecords) {
    this.#database = database;
    this.#user = user;
    this.#records = records;
  }

  /** What one block holds; nothing where it is damaged. */
  async open(conv: ConversationId, block: number): Promise<Shown[]> {
    const name = blockName(block);
    const sealed = await this.#database.get("history", this.#key(conv, block));
    const written = sealed && await this.#records.open(["history", conv, name], sealed);
    if (written === undefined) return [];
    try {
      return readShown(written);
    } catch {
      return [];
    }
  }

  /** What stands in the blocks of `stretches` that hold `places`. */
  async standing(
    conv: ConversationId,
    stretches: readonly Places[],
    places: Iterable<number>,
  ): Promise<Map<number, Shown>> {
    const known = new Set(blocksOfAll(stretches));
    const standing = new Map<number, Shown>();
    for (const block of new Set(Array.from(places, blockOf))) {
      if (!known.has(block)) continue;
      for (const one of await this.open(conv, block)) standing.set(one.seq, one);
    }
    return standing;
  }

  async seal(conv: ConversationId, block: number, shown: readonly Shown[]): Promise<Change> {
    const place = ["history", conv, blockName(block)];
    const value = await this.#records.seal(place, writeShown(shown));
    return { table: "history", key: this.#key(conv, block), value };
  }

  removal(conv: ConversationId, block: number): Change {
    return { table: "history", key: this.#key(conv, block) };
  }

  #key(conv: ConversationId, block: number): string {
    return personKey(this.#user, conv, blockName(block));
  }
}
