// Browser-safe: runs in the page.

import type { Shown } from "../../e2ee/shown.ts";
import { t } from "../../i18n/i18n.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Locks } from "../locks.ts";
import type { Change, Database } from "../store/database.ts";
import { localKey } from "../store/local_key.ts";
import { SealedRecords } from "../store/sealed_records.ts";
import { type KeptConversation, personKey } from "../store/tables.ts";
import { blockName, blockOf, blocksOf, mergeInto, partIn, wholePart } from "./blocks.ts";
import { readOverview } from "./overview.ts";
import type { History, KeptStretch, Overview } from "./port.ts";
import { readShown, writeShown } from "./shown_records.ts";
import { TakenBack } from "./taken_back.ts";

export interface HistoryOptions {
  database: Database;
  user: UserId;
  /** Keep two tabs from writing over each other. */
  locks: Locks;
}

const NOTHING_KEPT: KeptConversation = { floor: 0 };
const OVERVIEW = ["overview"];

/** Opens what this browser keeps for `user`. @throws {AppError} `storage-full`, `unavailable` */
export async function openHistory({ database, user, locks }: HistoryOptions): Promise<KeptHistory> {
  const records = new SealedRecords(await localKey(database, user), user);
  return new KeptHistory(database, user, records, locks);
}

/** The history in this profile's database, in sealed blocks of neighbouring places. */
export class KeptHistory implements History {
  readonly #database: Database;
  readonly #user: UserId;
  readonly #records: SealedRecords;
  readonly #locks: Locks;
  /** What came while an earlier write was under way: it is written at once. */
  readonly #waiting = new Map<ConversationId, { shown: Shown[]; written: Promise<void> }>();
  /** Resolves when the last write of a draft has been handed to the database. */
  readonly #drafts = new Map<ConversationId, Promise<void>>();
  #isClosed = false;

  constructor(database: Database, user: UserId, records: SealedRecords, locks: Locks) {
    this.#database = database;
    this.#user = user;
    this.#records = records;
    this.#locks = locks;
  }

  /** From here on every call is refused, so that nothing is kept after all was removed. */
  close(): void {
    this.#isClosed = true;
  }

  put(conv: ConversationId, shown: readonly Shown[]): Promise<void> {
    const waiting = this.#waiting.get(conv);
    if (waiting !== undefined) {
      waiting.shown.push(...shown);
      return waiting.written;
    }
    const batch = [...shown];
    const written = this.#inTurn(conv, () => {
      this.#waiting.delete(conv);
      return this.#write(conv, batch);
    });
    this.#waiting.set(conv, { shown: batch, written });
    return written;
  }

  async page(
    conv: ConversationId,
    { before = Infinity, limit }: { before?: number; limit: number },
  ): Promise<Shown[]> {
    this.#assertOpen();
    const { stretch, floor } = await this.#kept(conv);
    if (stretch === undefined) return [];
    const asked = {
      low: Math.max(stretch.low, floor + 1),
      high: Math.min(stretch.high, before - 1),
    };
    let found: Shown[] = [];
    for (const block of blocksOf(asked).reverse()) {
      const shown = wholePart(await this.#open(conv, block), partIn(block, stretch));
      if (shown === undefined) {
        // What is found is shown whether or not the rest can be put in order.
        await this.#cutOff(conv, block).catch(() => {});
        break;
      }
      const { low, high } = asked;
      found = [...shown.filter(({ seq }) => seq >= low && seq <= high), ...found];
      if (found.length >= limit) break;
    }
    return limit > 0 ? found.slice(-limit) : [];
  }

  async stretch(conv: ConversationId): Promise<KeptStretch | undefined> {
    this.#assertOpen();
    const { stretch, floor } = await this.#kept(conv);
    if (stretch === undefined) return undefined;
    return { ...stretch, complete: stretch.complete || floor >= stretch.low - 1 };
  }

  markComplete(conv: ConversationId): Promise<void> {
    return this.#changeKept(conv, ({ stretch, floor }) => ({
      floor,
      ...(stretch === undefined ? {} : { stretch: { ...stretch, complete: true } }),
    }));
  }

  setFloor(conv: ConversationId, place: number): Promise<void> {
    return this.#changeKept(conv, (kept) => ({ ...kept, floor: place }));
  }

  async floor(conv: ConversationId): Promise<number> {
    this.#assertOpen();
    return (await this.#kept(conv)).floor;
  }

  purge(conv: ConversationId): Promise<void> {
    return this.#inTurn(conv, async () => {
      const { stretch, floor } = await this.#kept(conv);
      if (stretch === undefined || floor < stretch.low) return;
      const rest = { ...stretch, low: floor + 1, complete: false };
      if (rest.low > rest.high) return await this.#cut(conv, stretch, undefined, floor);
      const first = blockOf(rest.low);
      const stays = wholePart(await this.#open(conv, first), partIn(first, rest));
      const sealed = await this.#seal(conv, first, stays ?? []);
      await this.#cut(conv, stretch, rest, floor, sealed);
    });
  }

  async setDraft(conv: ConversationId, text: string): Promise<void> {
    // In this page one after the other, and none waits for the disk. No lock: of two tabs the one
    // that wrote last counts anyway, and a page that goes has no time to ask for one.
    const before = this.#drafts.get(conv);
    const begun = Promise.withResolvers<void>();
    this.#drafts.set(conv, begun.promise);
    let written: Promise<void>;
    try {
      const sealed = text === "" ? undefined : await this.#records.seal(["draft", conv], text);
      await before;
      this.#assertOpen();
      const value = sealed === undefined ? {} : { value: { conv, sealed } };
      written = this.#database.write([
        { table: "drafts", key: personKey(this.#user, conv), ...value },
      ]);
    } finally {
      begun.resolve();
    }
    await written;
  }

  async drafts(): Promise<Map<ConversationId, string>> {
    this.#assertOpen();
    const all = await this.#database.list("drafts", personKey(this.#user, ""));
    const opened = await Promise.all(
      all.map(async ({ conv, sealed }) =>
        [conv, await this.#records.open(["draft", conv], sealed)] as const
      ),
    );
    return new Map(
      opened.filter((draft): draft is [ConversationId, string] => draft[1] !== undefined),
    );
  }

  async keepOverview(overview: Overview): Promise<void> {
    const value = await this.#records.seal(OVERVIEW, JSON.stringify(overview));
    this.#assertOpen();
    await this.#database.write([{ table: "overviews", key: personKey(this.#user), value }]);
  }

  async overview(): Promise<Overview | undefined> {
    this.#assertOpen();
    const sealed = await this.#database.get("overviews", personKey(this.#user));
    const written = sealed && await this.#records.open(OVERVIEW, sealed);
    return written === undefined ? undefined : orNothing(() => readOverview(written));
  }

  // --- Blocks -------------------------------------------------------------------------------

  async #write(conv: ConversationId, shown: readonly Shown[]): Promise<void> {
    const { stretch: before, floor } = await this.#kept(conv);
    const merged = mergeInto(before, shown.filter(({ seq }) => seq > floor));
    if (merged === undefined) return;
    const { stretch, places, anew } = merged;
    await this.#takeBack(conv, anew ? undefined : before, places);
    const touched = [...new Set([...places.keys()].map(blockOf))];
    const sealed = await Promise.all(touched.map(async (block): Promise<Change> => {
      const part = partIn(block, stretch);
      const isNew = before === undefined || anew ||
        !blocksOf(before).includes(block);
      const old = isNew ? [] : await this.#open(conv, block);
      const all = new Map([...old.map((one) => [one.seq, one] as const), ...places]);
      const now = [...all.values()]
        .filter(({ seq }) => seq >= part.low && seq <= part.high)
        .sort((a, b) => a.seq - b.seq);
      return await this.#seal(conv, block, now);
    }));
    this.#assertOpen();
    await this.#database.write([
      ...(anew && before !== undefined ? this.#removals(conv, blocksOf(before)) : []),
      ...sealed,
      this.#keptChange(conv, { stretch, floor }),
    ]);
  }

  /**
   * Nothing is kept of the words that a delete among `places` takes back: what it names, also in
   * blocks that stand, joins `places` without them.
   */
  async #takeBack(
    conv: ConversationId,
    before: KeptStretch | undefined,
    places: Map<number, Shown>,
  ): Promise<void> {
    const takenBack = new TakenBack(places.values());
    const missing = takenBack.targets();
    if (missing.size === 0) return;
    for (const [place, item] of places) {
      places.set(place, takenBack.applied(item));
      missing.delete(item.id);
    }
    // Edits stand after what they change, so that all are seen on the way back to it.
    for (const block of before === undefined ? [] : blocksOf(before).reverse()) {
      if (missing.size === 0) return;
      for (const item of await this.#open(conv, block)) {
        missing.delete(item.id);
        const now = takenBack.applied(item);
        if (now !== item && !places.has(item.seq)) places.set(item.seq, now);
      }
    }
  }

  /** What one block holds; nothing where it is damaged. */
  async #open(conv: ConversationId, block: number): Promise<Shown[]> {
    const name = blockName(block);
    const sealed = await this.#database.get("history", personKey(this.#user, conv, name));
    if (sealed === undefined) return [];
    const written = await this.#records.open(["history", conv, name], sealed);
    return written === undefined ? [] : orNothing(() => readShown(written)) ?? [];
  }

  async #seal(conv: ConversationId, block: number, shown: readonly Shown[]): Promise<Change> {
    const name = blockName(block);
    const value: Bytes = await this.#records.seal(["history", conv, name], writeShown(shown));
    return { table: "history", key: personKey(this.#user, conv, name), value };
  }

  /** A block is damaged: what stands before it no longer touches the rest, and goes with it. */
  #cutOff(conv: ConversationId, block: number): Promise<void> {
    return this.#inTurn(conv, async () => {
      const { stretch, floor } = await this.#kept(conv);
      if (stretch === undefined || !blocksOf(stretch).includes(block)) return;
      const part = partIn(block, stretch);
      // Somebody may have written meanwhile.
      if (wholePart(await this.#open(conv, block), part) !== undefined) return;
      const rest = { ...stretch, low: part.high + 1, complete: false };
      await this.#cut(conv, stretch, rest.low > rest.high ? undefined : rest, floor);
    });
  }

  /** Only `rest` of `stretch` stays. */
  #cut(
    conv: ConversationId,
    stretch: KeptStretch,
    rest: KeptStretch | undefined,
    floor: number,
    ...changes: Change[]
  ): Promise<void> {
    const gone = blocksOf(stretch).filter((block) =>
      rest === undefined || block < blockOf(rest.low)
    );
    return this.#database.write([
      ...this.#removals(conv, gone),
      ...changes,
      this.#keptChange(conv, { floor, ...(rest === undefined ? {} : { stretch: rest }) }),
    ]);
  }

  #removals(conv: ConversationId, blocks: readonly number[]): Change[] {
    return blocks.map((block) => ({
      table: "history",
      key: personKey(this.#user, conv, blockName(block)),
    }));
  }

  // --- The row of a conversation ------------------------------------------------------------

  async #kept(conv: ConversationId): Promise<KeptConversation> {
    return await this.#database.get("kept", personKey(this.#user, conv)) ?? NOTHING_KEPT;
  }

  #keptChange(conv: ConversationId, value: KeptConversation): Change {
    return { table: "kept", key: personKey(this.#user, conv), value };
  }

  #changeKept(
    conv: ConversationId,
    change: (kept: KeptConversation) => KeptConversation,
  ): Promise<void> {
    return this.#inTurn(conv, async () => {
      const kept = change(await this.#kept(conv));
      await this.#database.write([this.#keptChange(conv, kept)]);
    });
  }

  #inTurn(conv: ConversationId, work: () => Promise<void>): Promise<void> {
    return this.#locks(`history/${this.#user}/${conv}`, () => {
      this.#assertOpen();
      return work();
    });
  }

  #assertOpen(): void {
    if (!this.#isClosed) return;
    throw new AppError("unavailable", t("Nothing is kept in this browser any more."), {
      reason: "forgotten",
    });
  }
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
