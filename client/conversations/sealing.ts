/** Seals what was written in one conversation under the current epoch, again when stale. */

import { t } from "../../i18n/i18n.ts";
import type { DeviceChain } from "../../e2ee/envelope.ts";
import { AppError } from "../../protocol/errors.ts";
import { comesAgain } from "../kinds/table.ts";
import type { OutboxEntry } from "../store/tables.ts";
import type { ChatContext } from "./context.ts";
import type { ConversationLog } from "./conversation_log.ts";
import { ensureEpoch } from "./epoch_maker.ts";
import { openOwn } from "./own_message.ts";
import type { OwnRows, Row } from "./own_rows.ts";
import { sealLocally } from "./unsent_messages.ts";

/** A message that is refused as stale so many times in a row is given up. */
export const MAX_STALE = 6;

/** What has to be known of a message to seal it (again). */
export type Written = Pick<Row, "key" | "payload" | "time">;

/** How what was written in one conversation is sealed. */
export class Sealing {
  readonly #log: ConversationLog;
  readonly #context: ChatContext;
  readonly #rows: OwnRows;

  constructor(log: ConversationLog, context: ChatContext, rows: OwnRows) {
    this.#log = log;
    this.#context = context;
    this.#rows = rows;
  }

  /** Seals a message after `before`, under a key that every member can read. */
  async seal(
    { key, payload, time }: Written,
    before: DeviceChain,
  ): Promise<{ entry: OutboxEntry; chain: DeviceChain }> {
    const { e2ee, conv } = this.#log;
    for (let tries = 0;; tries++) {
      await this.requireEpoch();
      const epoch = e2ee.currentEpoch;
      try {
        const { body, id, chain } = await e2ee.sealMessage(payload, before);
        const written = comesAgain(payload)
          ? {}
          : { written: await sealLocally(key, payload, this.#context.store) };
        const { manifest } = epoch!;
        return { chain, entry: { key, conv, id, body, manifest, before, time, ...written } };
      } catch (error) {
        // The members changed between the two lines above.
        const isStale = error instanceof AppError && error.kind === "stale";
        if (!isStale || tries >= MAX_STALE) throw error;
      }
    }
  }

  /** Makes sure that there is a key. @see ensureEpoch */
  async requireEpoch(afterRefusal = false): Promise<void> {
    if (this.#log.rollback !== undefined) {
      throw new AppError("forbidden", t("Nothing is sent while the server shows an older state."), {
        reason: "rollback",
      });
    }
    await ensureEpoch(this.#log, this.#context, { afterRefusal });
  }

  /** Whether something can be sealed as things stand, without a new key. */
  async hasEpoch(): Promise<boolean> {
    const { e2ee, rollback } = this.#log;
    if (rollback !== undefined || e2ee.currentEpoch === undefined) return false;
    const { identities, changed } = await this.#context.identities.targets(e2ee.members);
    return changed.length === 0 && await e2ee.newEpochNeeded(identities) === undefined;
  }

  /** What an entry says: as its row has it, or, when another tab sealed it, opened again. */
  async written(entry: OutboxEntry): Promise<Written> {
    const row = this.#rows.byKey(entry.key);
    if (row !== undefined) return row;
    const payload = await openOwn(entry, this.#log, this.#context);
    if (payload !== undefined) return { key: entry.key, payload, time: entry.time };
    throw new AppError("forbidden", t("This message cannot be sealed again in this browser."), {
      reason: "no-secret",
    });
  }
}
