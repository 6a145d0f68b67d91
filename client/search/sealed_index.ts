/**
 * The index, kept sealed in the browser's store. Only messages are kept, not their words: these are
 * found again within a second when it opens. One tab writes, the one that holds the lock; the
 * others answer from what they read and were given, and take over when it closes.
 */

import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { Locks } from "../store/locks.ts";
import type { Change, Database } from "../store/database.ts";
import { personKey } from "../store/tables.ts";
import { MessageIndex } from "./message_index.ts";
import { Placement } from "./placement.ts";
import type { Covered, IndexQuery, IndexResult, SearchDocument, SearchIndex } from "./port.ts";
import { openSegment, openSummary, sealSegment, sealSummary } from "./segments.ts";

/** New messages wait this long for others to be written with them. */
const WRITE_DELAY_MS = 1_500;
/** Segments that go to the store at once: handing more over would keep a query waiting. */
export const MOST_SEGMENTS = 16;
const SEARCH = "search";
const SUMMARY = "summary";

export interface SealedIndexOptions {
  database: Database;
  user: UserId;
  /** Seals what is kept: AES-GCM. */
  key: CryptoKey;
  locks: Locks;
  writeDelayMs?: number;
}

/** Something that was given, to be done again on a store that another tab has changed. */
type Given =
  | { type: "add"; documents: readonly SearchDocument[] }
  | { type: "remove"; ids: readonly ItemId[] }
  | { type: "cover"; conv: ConversationId; stretch: Covered | undefined };

/** What is in memory of the store. */
interface State {
  index: MessageIndex;
  generation: number;
  covered: Map<ConversationId, Covered>;
  /** Of these, what stands in the store. */
  written: Map<ConversationId, Covered>;
  placement: Placement;
  /** Segments that must be written. */
  dirty: Set<number>;
  /** Whether other stretches are covered than are written. */
  moved: boolean;
}

export class SealedIndex implements SearchIndex {
  readonly #options: Required<SealedIndexOptions>;
  #state: State;
  /** While another tab writes. */
  #given: Given[] = [];
  #writes = false;
  #writing: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: (() => void) | undefined;
  #closed = false;
  /** Resolves once this tab is the one that writes. */
  readonly becameWriter: Promise<void>;

  private constructor(options: Required<SealedIndexOptions>, state: State) {
    this.#options = options;
    this.#state = state;
    this.becameWriter = new Promise((resolve) => this.#becomeWriter(resolve));
  }

  /** @throws {AppError} `unavailable` when the browser does not let the page keep anything. */
  static async open(options: SealedIndexOptions): Promise<SealedIndex> {
    const all = { writeDelayMs: WRITE_DELAY_MS, ...options };
    return new SealedIndex(all, await load(all));
  }

  add(documents: readonly SearchDocument[]): Promise<void> {
    this.#give({ type: "add", documents });
    this.#writeSoon();
    return Promise.resolve();
  }

  /** Resolves when they are gone from the store too. */
  remove(ids: readonly ItemId[]): Promise<void> {
    this.#give({ type: "remove", ids });
    return this.write();
  }

  /** Resolves when they are gone from the store too. */
  removeUpTo(conv: ConversationId, seq: number): Promise<void> {
    const { covered, index } = this.#state;
    const { low = 1, high = 0 } = covered.get(conv) ?? {};
    if (seq >= low) this.#give({ type: "cover", conv, stretch: above(seq, high) });
    return this.remove(index.upTo(conv, seq));
  }

  find(ids: readonly ItemId[]): Promise<SearchDocument[]> {
    return Promise.resolve(ids.flatMap((id) => this.#state.index.get(id) ?? []));
  }

  cover(conv: ConversationId, stretch: Covered): Promise<void> {
    this.#give({ type: "cover", conv, stretch });
    this.#writeSoon();
    return Promise.resolve();
  }

  query(query: IndexQuery): Promise<IndexResult> {
    return Promise.resolve(this.#state.index.query(query));
  }

  covered(): Promise<Map<ConversationId, Covered>> {
    return Promise.resolve(new Map(this.#state.covered));
  }

  /** What was not written yet is given again after the next start, as it is not covered. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#release?.();
  }

  #becomeWriter(became: () => void): void {
    const { locks, user } = this.#options;
    void locks(`search/${user}`, async () => {
      if (this.#closed) return;
      await this.#takeOver();
      this.#writes = true;
      became();
      this.#writeSoon();
      await new Promise<void>((resolve) => this.#release = resolve);
    }).catch(() => {
      // Without the store there is still the index in memory, until the page is opened again.
    });
  }

  /** Another tab may have written since: then what is on disk counts, and what was given since. */
  async #takeOver(): Promise<void> {
    const { database, user, key } = this.#options;
    const place = placeOf(user, SUMMARY);
    const sealed = await database.get("search", place);
    const generation = sealed === undefined
      ? 0
      : await openSummary(key, place, sealed).then((summary) => summary.generation, () => -1);
    if (generation !== this.#state.generation) {
      const state = await load(this.#options);
      for (const given of this.#given) apply(state, given);
      this.#state = state;
    }
    this.#given = [];
  }

  #give(given: Given): void {
    if (!this.#writes) this.#given.push(given);
    apply(this.#state, given);
  }

  #writeSoon(): void {
    if (!this.#writes || this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // A full disk: it is tried again with the next message.
      this.write().catch(() => {});
    }, this.#options.writeDelayMs);
  }

  /** Resolves when what was given stands in the store, where this tab is the one that writes. */
  write(): Promise<void> {
    const written = this.#writing.then(() => this.#writeNow());
    this.#writing = written.catch(() => {});
    return written;
  }

  async #writeNow(): Promise<void> {
    const state = this.#state;
    if (!this.#writes || this.#closed || (state.dirty.size === 0 && !state.moved)) return;
    const segments = [...state.dirty];
    state.dirty = new Set();
    state.moved = false;
    // What is given from here on may already be among what is sealed; it is not covered yet.
    const covered = new Map(state.covered);
    let written = 0;
    try {
      do {
        const portion = segments.slice(written, written + MOST_SEGMENTS);
        const isLast = written + portion.length === segments.length;
        await this.#writePortion(state, portion, isLast ? covered : state.written);
        written += portion.length;
      } while (written < segments.length);
    } catch (error) {
      for (const segment of segments.slice(written)) state.dirty.add(segment);
      state.moved = true;
      throw error;
    }
  }

  /** Writes some segments. A message that another tab finds there and is not covered comes again. */
  async #writePortion(
    state: State,
    segments: readonly number[],
    covered: Map<ConversationId, Covered>,
  ): Promise<void> {
    const { database, user, key } = this.#options;
    const changes: Change[] = [];
    // One after the other, as each is in memory by then: in between, queries are answered.
    for (const segment of segments) changes.push(await this.#sealed(state, segment));
    const place = placeOf(user, SUMMARY);
    const generation = state.generation + 1;
    const summary = { generation, last: state.placement.last, covered };
    changes.push({ table: "search", key: place, value: await sealSummary(key, place, summary) });
    if (this.#closed) return;
    await database.write(changes);
    state.generation = generation;
    state.written = covered;
  }

  async #sealed({ index, placement }: State, segment: number): Promise<Change> {
    const { user, key } = this.#options;
    const place = placeOf(user, segmentName(segment));
    const documents = Array.from(placement.membersOf(segment), (id) => index.get(id)!);
    if (documents.length === 0) return { table: "search", key: place };
    return { table: "search", key: place, value: await sealSegment(key, place, documents) };
  }
}

/** Below a word of its own, so that the index alone can be removed. */
function placeOf(user: UserId, name: string): string {
  return personKey(user, SEARCH, name);
}

function segmentName(segment: number): string {
  return `segment-${String(segment).padStart(8, "0")}`;
}

function emptyState(): State {
  return {
    index: new MessageIndex(),
    generation: 0,
    covered: new Map(),
    written: new Map(),
    placement: new Placement(),
    dirty: new Set(),
    moved: false,
  };
}

/**
 * Reads the store. Where something does not open any more the index begins anew, and its first
 * writing takes the place of what stands there.
 */
async function load({ database, user, key }: Required<SealedIndexOptions>): Promise<State> {
  const state = emptyState();
  const place = placeOf(user, SUMMARY);
  const sealed = await database.get("search", place);
  if (sealed === undefined) return state;
  try {
    const { generation, last, covered } = await openSummary(key, place, sealed);
    for (let segment = 0; segment <= last; segment++) {
      const documents = await readSegment({ database, user, key }, segment);
      for (const document of documents) state.index.add(document);
      state.placement.restore(segment, documents.map(({ id }) => id));
    }
    state.index.settle();
    return { ...state, generation, covered, written: new Map(covered) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    await database.removeAll(personKey(user, SEARCH));
    return emptyState();
  }
}

/** Nothing where all its messages were removed. */
async function readSegment(
  { database, user, key }: Pick<SealedIndexOptions, "database" | "user" | "key">,
  segment: number,
): Promise<SearchDocument[]> {
  const place = placeOf(user, segmentName(segment));
  const sealed = await database.get("search", place);
  return sealed === undefined ? [] : await openSegment(key, place, sealed);
}

function above(seq: number, high: number): Covered | undefined {
  return seq < high ? { low: seq + 1, high } : undefined;
}

function apply(state: State, given: Given): void {
  if (given.type === "cover") {
    const { conv, stretch } = given;
    if (stretch === undefined) state.covered.delete(conv);
    else state.covered.set(conv, stretch);
    state.moved = true;
    return;
  }
  if (given.type === "remove") {
    for (const id of given.ids) {
      const segment = state.placement.remove(id);
      if (segment === undefined) continue;
      state.index.remove(id);
      state.dirty.add(segment);
    }
    return;
  }
  for (const document of given.documents) {
    const { id } = document;
    // What comes again as it is costs no writing.
    if (isSame(state.index.get(id), document)) continue;
    state.index.add(document);
    state.dirty.add(state.placement.place(id));
  }
  state.index.settle();
}

function isSame(a: SearchDocument | undefined, b: SearchDocument): boolean {
  return a !== undefined && a.text === b.text && a.seq === b.seq && a.conv === b.conv &&
    a.sender === b.sender && a.timeMs === b.timeMs;
}
