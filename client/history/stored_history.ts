/** The history that this browser keeps of a person's conversations, in sealed blocks. */

import type { FilePayload } from "../../e2ee/payload.ts";
import type { Shown } from "../../e2ee/shown.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Locks } from "../store/locks.ts";
import type { Change, Database } from "../store/database.ts";
import { localKey } from "../store/local_key.ts";
import { SealedRecords } from "../store/sealed_records.ts";
import { personKey, type StoredConversation } from "../store/tables.ts";
import {
  blockOf,
  blocksOf,
  blocksOfAll,
  longest,
  mergeInto,
  partIn,
  wholePart,
  within,
} from "./blocks.ts";
import { StoredActs } from "./stored_acts.ts";
import { StoredBlocks } from "./stored_blocks.ts";
import type { DraftNews } from "./draft_news.ts";
import { StoredDrafts } from "./stored_drafts.ts";
import { readOverview } from "./overview.ts";
import type { History, Overview, StoredStretch } from "./port.ts";
import { readShown, writeShown } from "./shown_records.ts";
import { isWordless } from "./taken_back.ts";

export interface HistoryOptions {
  database: Database;
  user: UserId;
  /** Keep two tabs from writing over each other. */
  locks: Locks;
  /** Between the tabs; without it each looks for drafts of the others when it is looked at. */
  news?: DraftNews;
}

const NOTHING_STORED: StoredConversation = { floor: 0 };
const OVERVIEW = ["overview"];

/** Opens what this browser keeps for `user`. @throws {AppError} `storage-full`, `unavailable` */
export async function openHistory(options: HistoryOptions): Promise<StoredHistory> {
  const { database, user } = options;
  return new StoredHistory(options, new SealedRecords(await localKey(database, user), user));
}

/** The history in this profile's database, in sealed blocks of neighbouring places. */
class StoredHistory implements History {
  readonly #database: Database;
  readonly #user: UserId;
  readonly #records: SealedRecords;
  readonly #locks: Locks;
  /** What came while an earlier write was under way: it is written at once. */
  readonly #waiting = new Map<ConversationId, { shown: Shown[]; written: Promise<void> }>();
  readonly #blocks: StoredBlocks;
  readonly #news: DraftNews | undefined;
  readonly drafts: StoredDrafts;
  #isClosed = false;

  constructor({ database, user, locks, news }: HistoryOptions, records: SealedRecords) {
    this.#database = database;
    this.#user = user;
    this.#records = records;
    this.#locks = locks;
    this.#blocks = new StoredBlocks(database, user, records);
    const assertOpen = () => this.#assertOpen();
    this.#news = news;
    this.drafts = new StoredDrafts({ database, user, records, news, assertOpen });
  }

  /** From here on every call is refused, so that nothing is kept after all was removed. */
  close(): void {
    this.#isClosed = true;
    this.#news?.close();
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
      return this.#merge(conv, batch);
    });
    this.#waiting.set(conv, { shown: batch, written });
    return written;
  }

  async page(
    conv: ConversationId,
    { before = Infinity, limit }: { before?: number; limit: number },
  ): Promise<Shown[]> {
    this.#assertOpen();
    const stored = await this.#stored(conv);
    const { floor } = stored;
    const stretches = stretchesOf(stored);
    const stretch = stretches.find(({ low, high }, i) =>
      low < before && (i === 0 || high >= before - 1)
    );
    if (stretch === undefined) return [];
    const asked = {
      low: Math.max(stretch.low, floor + 1),
      high: Math.min(stretch.high, before - 1),
    };
    let found: Shown[] = [];
    for (const block of blocksOf(asked).reverse()) {
      const shown = wholePart(await this.#blocks.open(conv, block), partIn(block, stretch));
      if (shown === undefined) {
        // What is found is shown whether or not the rest can be put in order.
        await this.#cutOut(conv, block).catch(() => {});
        break;
      }
      const { low, high } = asked;
      found = [...shown.filter(({ seq }) => seq >= low && seq <= high), ...found];
      if (found.length >= limit) break;
    }
    return limit > 0 ? found.slice(-limit) : [];
  }

  async stretch(conv: ConversationId): Promise<StoredStretch | undefined> {
    this.#assertOpen();
    const { stretch, floor } = await this.#stored(conv);
    if (stretch === undefined) return undefined;
    return { ...stretch, complete: stretch.complete || floor >= stretch.low - 1 };
  }

  markComplete(conv: ConversationId, from: number): Promise<void> {
    return this.#changeStored(conv, (stored) => {
      const { stretch } = stored;
      // What was to be kept down to there may have found no room.
      if (stretch === undefined || stretch.low > from || stretch.complete) return stored;
      return { ...stored, stretch: { ...stretch, complete: true } };
    });
  }

  setFloor(conv: ConversationId, place: number): Promise<void> {
    return this.#changeStored(conv, (stored) => ({ ...stored, floor: place }));
  }

  async floor(conv: ConversationId): Promise<number> {
    this.#assertOpen();
    return (await this.#stored(conv)).floor;
  }

  purge(conv: ConversationId): Promise<void> {
    return this.#inTurn(conv, async () => {
      const stored = await this.#stored(conv);
      const { floor } = stored;
      const before = stretchesOf(stored);
      if (before.every(({ low }) => floor < low)) return;
      const rest = before.filter(({ high }) => high > floor).map((one) =>
        one.low > floor ? one : { ...one, low: floor + 1, complete: false }
      );
      const acts = await this.#acts(conv, stored);
      acts.forgetUpTo(floor);
      const first = blockOf(floor + 1);
      const isShared = blocksOfAll(rest).includes(first);
      const stays = isShared ? within(await this.#blocks.open(conv, first), rest) : [];
      await this.#write(conv, stored, rest, acts, isShared ? new Map([[first, stays]]) : new Map());
    });
  }

  async pins(conv: ConversationId): Promise<Shown[]> {
    this.#assertOpen();
    const stored = await this.#stored(conv);
    // One who looks does not wait for all to be read; whoever writes next makes up for it.
    return (await this.#openActs(conv, stored))?.pinned() ?? [];
  }

  async releases(conv: ConversationId): Promise<string[]> {
    this.#assertOpen();
    return (await this.#stored(conv)).releases ?? [];
  }

  released(conv: ConversationId, files: readonly string[]): Promise<void> {
    return this.#changeStored(conv, ({ releases = [], ...stored }) => {
      const left = releases.filter((file) => !files.includes(file));
      return left.length === 0 ? stored : { ...stored, releases: left };
    });
  }

  async storeOverview(overview: Overview): Promise<void> {
    const value = await this.#records.seal(OVERVIEW, JSON.stringify(overview));
    this.#assertOpen();
    await this.#database.write([{ table: "overviews", key: personKey(this.#user), value }]);
  }

  async overview(): Promise<Overview | undefined> {
    this.#assertOpen();
    const sealed = await this.#database.get("overviews", personKey(this.#user));
    const written = sealed && await this.#records.open(OVERVIEW, sealed);
    return written === undefined
      ? undefined
      : orNothing(() =>
        readOverview(written, (error) => console.warn("Somebody stored cannot be read", error))
      );
  }

  // --- Blocks -------------------------------------------------------------------------------

  async #merge(conv: ConversationId, shown: readonly Shown[]): Promise<void> {
    const stored = await this.#stored(conv);
    const before = stretchesOf(stored);
    const merged = mergeInto(before, shown.filter(({ seq }) => seq > stored.floor));
    if (merged === undefined) return;
    const { stretches, places } = merged;
    const acts = await this.#acts(conv, stored);
    const standing = await this.#blocks.standing(conv, before, places.keys());
    for (const [place, { id }] of places) {
      const old = standing.get(place);
      // What was taken back comes again with its words whenever it is opened anew.
      if (old?.id === id && isWordless(old)) places.set(place, old);
    }
    const releases = await this.#takeBack(conv, before, places, acts);
    const all = new Map([...await this.#blocks.standing(conv, before, places.keys()), ...places]);
    const blocks = Map.groupBy(
      within(all.values(), stretches).sort((a, b) => a.seq - b.seq),
      ({ seq }) => blockOf(seq),
    );
    await this.#write(conv, stored, stretches, acts, blocks, releases);
  }

  /** Puts blocks and what is known of all of them in one stroke; what no stretch covers goes. */
  async #write(
    conv: ConversationId,
    stored: StoredConversation,
    stretches: readonly StoredStretch[],
    acts: StoredActs,
    blocks: ReadonlyMap<number, readonly Shown[]>,
    releases: readonly string[] = [],
  ): Promise<void> {
    const [stretch, ...older] = stretches;
    acts.settle({ whole: older.length === 0, complete: stretch?.complete === true });
    const written = acts.write();
    const stays = new Set(blocksOfAll(stretches));
    const gone = blocksOfAll(stretchesOf(stored)).filter((block) => !stays.has(block));
    const sealed = await Promise.all(
      [...blocks].map(([block, shown]) => this.#blocks.seal(conv, block, shown)),
    );
    const all = [...new Set([...(stored.releases ?? []), ...releases])];
    const value: StoredConversation = {
      floor: stored.floor,
      ...(stretch === undefined ? {} : { stretch }),
      ...(older.length === 0 ? {} : { older }),
      acts: await this.#records.seal(["acts", conv], writeShown(written)),
      ...(all.length === 0 ? {} : { releases: all }),
    };
    this.#assertOpen();
    await this.#database.write([
      ...gone.map((block) => this.#blocks.removal(conv, block)),
      ...sealed,
      this.#storedChange(conv, value),
    ]);
  }

  /**
   * Nothing is kept of the words that a delete takes back, which is among `places` or known before
   * them: what it names, also in blocks that stand, joins `places` without them. Answers the files
   * of one's own that nothing names any more.
   */
  async #takeBack(
    conv: ConversationId,
    before: readonly StoredStretch[],
    places: Map<number, Shown>,
    acts: StoredActs,
  ): Promise<string[]> {
    const missing = acts.take([...places.values()]);
    const takenBack = acts.takenBack();
    const releases: string[] = [];
    const take = (item: Shown) => {
      const now = takenBack.applied(item);
      if (now === item) return;
      places.set(item.seq, now);
      releases.push(...this.#fileOf(item));
    };
    for (const item of places.values()) take(item);
    // Acts stand after what they name, and edits too: all are seen on the way back to it.
    const highest = blockOf(Math.max(...places.keys()));
    for (const block of blocksOfAll(before).filter((one) => one <= highest).reverse()) {
      if (missing.size === 0) break;
      for (const item of within(await this.#blocks.open(conv, block), before).reverse()) {
        if (places.has(item.seq)) continue;
        acts.meet(item);
        missing.delete(item.id);
        take(item);
      }
    }
    return releases;
  }

  /** The file that a message of one's own names. */
  #fileOf(item: Shown): string[] {
    const isOwnFile = item.kind === "message" && item.sender === this.#user &&
      item.payload.type === "file";
    return isOwnFile ? [(item.payload as FilePayload).id] : [];
  }

  /** What is known of acts; where it is not kept, made again from all that is. */
  async #acts(conv: ConversationId, stored: StoredConversation): Promise<StoredActs> {
    const known = await this.#openActs(conv, stored);
    if (known !== undefined) return known;
    const acts = new StoredActs();
    for (const block of blocksOfAll(stretchesOf(stored)).reverse()) {
      acts.take(await this.#blocks.open(conv, block));
    }
    return acts;
  }

  async #openActs(
    conv: ConversationId,
    { acts }: StoredConversation,
  ): Promise<StoredActs | undefined> {
    const written = acts && await this.#records.open(["acts", conv], acts);
    return written === undefined ? undefined : orNothing(() => new StoredActs(readShown(written)));
  }

  /** A block is damaged: what stands before it and after it are two stretches from now on. */
  #cutOut(conv: ConversationId, block: number): Promise<void> {
    return this.#inTurn(conv, async () => {
      const stored = await this.#stored(conv);
      const before = stretchesOf(stored);
      const hurt = before.filter((one) => blocksOf(one).includes(block));
      const shown = await this.#blocks.open(conv, block);
      // Somebody may have written meanwhile.
      if (hurt.every((one) => wholePart(shown, partIn(block, one)) !== undefined)) return;
      const rest = before.flatMap((one) => {
        if (!hurt.includes(one)) return [one];
        const part = partIn(block, one);
        return [
          { ...one, low: part.high + 1, complete: false },
          { ...one, high: part.low - 1 },
        ].filter(({ low, high }) => low <= high);
      });
      await this.#write(conv, stored, longest(rest), await this.#acts(conv, stored), new Map());
    });
  }

  // --- The row of a conversation ------------------------------------------------------------

  async #stored(conv: ConversationId): Promise<StoredConversation> {
    return await this.#database.get("kept", personKey(this.#user, conv)) ?? NOTHING_STORED;
  }

  #storedChange(conv: ConversationId, value: StoredConversation): Change {
    return { table: "kept", key: personKey(this.#user, conv), value };
  }

  #changeStored(
    conv: ConversationId,
    change: (stored: StoredConversation) => StoredConversation,
  ): Promise<void> {
    return this.#inTurn(conv, async () => {
      const before = await this.#stored(conv);
      const stored = change(before);
      if (stored !== before) await this.#database.write([this.#storedChange(conv, stored)]);
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

/** Newest first. */
function stretchesOf({ stretch, older = [] }: StoredConversation): StoredStretch[] {
  return stretch === undefined ? [] : [stretch, ...older];
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
