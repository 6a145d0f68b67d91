/** One conversation as far as it is loaded: its items, its pages, and what they mean. */

import { t } from "../../i18n/i18n.ts";
import type { Conversation } from "../../e2ee/conversation.ts";
import type { Shown } from "../../e2ee/shown.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary, SyncPage } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import { MAX_SYNC_ITEMS } from "../../protocol/limits.ts";
import { isStorageProblem } from "../store/storage_problem.ts";
import type { ChatContext } from "./context.ts";
import { fetchControlLog } from "./control_log_source.ts";
import { Fold } from "./fold.ts";
import { freshCore } from "./fresh_core.ts";
import { ItemWindow } from "./item_window.ts";
import { isSealedForOthers, staysClosed } from "./sealed_run.ts";
import { findRollback, type Rollback } from "./seen_check.ts";
import { signersOf } from "./signers.ts";
import type { WrapsLoader } from "./wraps_loader.ts";

/** Items of the first page, and of each older one. */
const PAGE_ITEMS = 60;
/** A page with fewer rows, all receipts for instance, is followed by another, up to so many. */
const MIN_PAGE_ROWS = 20;
const MAX_THIN_PAGES = 5;
/** Whoever goes back into what was sealed for other keys wants to get through it. */
const MAX_SEALED_PAGES = 10;
/** Items that are caught up with at once; after a longer absence the log begins anew. */
const MAX_CATCH_UP_ITEMS = 1000;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** A line of the client's own, such as about somebody's keys, after the item at `seq`. */
export interface OwnNotice {
  seq: number;
  time: string;
  text: string;
}

/**
 * One conversation as far as it is loaded: items in an unbroken stretch, each with what the
 * end-to-end core makes of it. What changes it goes one after the other.
 */
export class ConversationLog {
  readonly summary: ConversationSummary;
  readonly e2ee: Conversation;
  readonly wraps: WrapsLoader;
  /** What the opened items come to. */
  readonly fold: Fold;
  readonly notices: OwnNotice[] = [];
  /** Whether there is something before what is loaded. */
  more = false;
  loading = true;
  /** Shown from this browser's own store, because the server could not be reached. */
  stored = false;
  /** The server contradicts what this browser saw before. */
  rollback: Rollback | undefined;
  readonly #context: ChatContext;
  readonly #onChange: () => void;
  readonly #window: ItemWindow;
  /** Items that did not open; they are tried again when something was learnt. */
  readonly #closed = new Map<number, Item>();
  /** Places before what is loaded, of what is known of pins there. */
  #beside = new Set<number>();
  #turn: Promise<unknown> = Promise.resolve();
  #older: Promise<void> | undefined;

  constructor(summary: ConversationSummary, context: ChatContext, onChange: () => void) {
    this.summary = summary;
    this.#context = context;
    this.#onChange = onChange;
    const { author, nameOf, transferOf, readShown } = context;
    this.fold = new Fold({ self: author.user, nameOf, transferOf, readShown });
    this.#window = new ItemWindow(summary.id);
    const { e2ee, wraps } = freshCore(summary, context);
    this.e2ee = e2ee;
    this.wraps = wraps;
  }

  /** What was opened, by place. */
  get shown(): ReadonlyMap<number, Shown> {
    return this.fold.shown;
  }

  get kind(): "direct" | "room" {
    return this.summary.kind;
  }

  get conv(): ConversationId {
    return this.summary.id;
  }

  /** Highest place that is loaded; 0 for none. */
  get high(): number {
    return this.#window.high;
  }

  /** The first place that is served to this person is loaded, and it is not the first of all. */
  get beginsAtJoining(): boolean {
    const isBegin = !this.more && !this.loading && !this.stored;
    return isBegin && !this.#window.isEmpty && this.#window.low > 1;
  }

  get low(): number {
    return this.#window.low;
  }

  /**
   * Loads the newest page, and of a room its whole control log; without the server, what is kept.
   */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      const floor = await this.#context.store.floor(this.conv);
      if (floor !== undefined) this.fold.hideUpTo(floor.place);
      let page: SyncPage;
      try {
        page = await this.#page({ before: NEWEST, limit: PAGE_ITEMS });
      } catch (error) {
        if (isOffline(error) && await this.#takeStored(NEWEST)) return;
        throw error;
      }
      const controlLog = this.summary.kind === "room"
        ? await fetchControlLog(this.conv, this.#context.ask)
        : undefined;
      const seen = await this.#context.store.head(this.conv);
      this.rollback = findRollback(seen, {
        ...page,
        ...(controlLog === undefined ? {} : { controlLog }),
      });
      if (controlLog !== undefined) {
        await this.#context.identities.ensure(signersOf(controlLog));
        // Only those on the page are shown.
        await this.e2ee.addControl(controlLog);
      }
      await this.#take(page.items, page.epochs);
      this.more = page.more;
      this.#noteComplete();
      await this.#thicken(page.items, { asked: false });
      this.loading = false;
      // The log was read after the page: what came between is fetched like any gap.
      await this.#catchUp();
    }).finally(async () => {
      await this.takePins();
      this.loading = false;
      this.#onChange();
    });
  }

  /**
   * Takes the pins of messages that are not loaded, as far as this browser keeps them. Where older
   * messages are still coming, those among them are missing until somebody calls this again.
   */
  async takePins(): Promise<void> {
    const pins = await this.#context.history?.pins(this.conv).catch(() => []) ?? [];
    const isLoaded = (place: number) => place >= this.low && place <= this.high;
    const beside = pins.filter(({ seq }) => !isLoaded(seq));
    const places = new Set(beside.map(({ seq }) => seq));
    const gone = [...this.#beside].filter((place) => !places.has(place) && !isLoaded(place));
    if (beside.length === 0 && gone.length === 0) return;
    this.fold.remove(gone);
    this.fold.putAside(beside);
    this.#beside = places;
    this.#onChange();
  }

  /** Takes live items; fills what is missing before them. */
  receive(items: readonly Item[]): Promise<void> {
    return this.#inTurn(async () => {
      this.#refuseStored();
      const { next, gap } = this.#window.continuation(items);
      await this.#take(next);
      if (gap) await this.#catchUp();
    });
  }

  /** Gets everything after what is loaded. */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#catchUp());
  }

  /**
   * Loads the page before what is loaded; asked for while it is coming, it is the same one.
   *
   * @param options.long as many items as the server gives: somebody wants to go far back.
   */
  loadOlder({ long = false } = {}): Promise<void> {
    this.#older ??= this.#inTurn(async () => {
      if (!this.more || this.#window.isEmpty) return;
      this.loading = true;
      this.#onChange();
      if (this.stored) return void await this.#takeStored(this.low);
      const limit = long || this.#beginsSealed ? MAX_SYNC_ITEMS : PAGE_ITEMS;
      await this.#thicken(await this.#loadPageBefore(limit), { asked: true });
    }).finally(() => {
      this.#older = undefined;
      this.loading = false;
      this.#onChange();
    });
    return this.#older;
  }

  /** Tries what did not open once more: an identity was accepted, or a key has come. */
  retryClosed(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closed.size === 0) return;
      const items = [...this.#closed.values()];
      const opened = await this.#open(items);
      this.#show(items, opened);
      this.#onChange();
      this.#keep(opened, { late: true });
    });
  }

  /** Adds a line of the client's own at the end. */
  notice(text: string): void {
    const time = new Date(this.#context.now()).toISOString();
    this.notices.push({ seq: this.high, time, text });
    this.#onChange();
  }

  /** Gets the page before what is loaded; answers its items. */
  async #loadPageBefore(limit = PAGE_ITEMS): Promise<Item[]> {
    const before = this.#window.low;
    const page = await this.#page({ before, limit }, before);
    await this.#take(page.items, page.epochs);
    this.more = page.more && page.items.length > 0;
    this.#noteComplete();
    return page.items;
  }

  /**
   * A page of little to show gets company, so that going back always shows something. What was
   * sealed for other keys is one row however much it is: it is only gone through when asked for.
   */
  async #thicken(items: readonly Item[], { asked }: { asked: boolean }): Promise<void> {
    let rows = this.#rowsOf(items);
    for (let pages = 1; rows < MIN_PAGE_ROWS && this.more; pages++) {
      if (this.low <= this.fold.floor) return;
      const isSealed = this.#beginsSealed;
      if (pages >= (isSealed ? MAX_SEALED_PAGES : MAX_THIN_PAGES) || (isSealed && !asked)) return;
      rows += this.#rowsOf(await this.#loadPageBefore(isSealed ? MAX_SYNC_ITEMS : PAGE_ITEMS));
    }
  }

  /** The oldest item that is loaded was sealed for other keys; those before it were too, it seems. */
  get #beginsSealed(): boolean {
    return isSealedForOthers(this.shown.get(this.low));
  }

  #rowsOf(items: readonly Item[]): number {
    return items.reduce((sum, { seq }) => {
      if (isSealedForOthers(this.shown.get(seq))) return sum;
      return sum + this.fold.rowsAt(seq).length;
    }, 0);
  }

  async #catchUp(): Promise<void> {
    this.#refuseStored();
    for (;;) {
      const page = await this.#page({ after: this.high, limit: MAX_SYNC_ITEMS });
      if (page.head < this.high) this.rollback = "messages";
      if (page.head - this.high > MAX_CATCH_UP_ITEMS) {
        throw new AppError("stale", t("Much has happened meanwhile."), { reason: "far-behind" });
      }
      const { next, gap } = this.#window.continuation(page.items);
      if (gap && !this.#window.isEmpty) this.#window.checkPage(page.items, this.high + 1);
      await this.#take(this.#window.isEmpty ? page.items : next, page.epochs);
      if (!page.more) return;
    }
  }

  async #page(
    range: { limit: number; after?: number; before?: number },
    endsBefore?: number,
  ): Promise<SyncPage> {
    const page = await this.#context.ask({ type: "sync", conv: this.conv, ...range });
    this.#window.checkPage(page.items, endsBefore);
    return page;
  }

  /** Opens items that extend the window, and then counts them as loaded. */
  async #take(items: readonly Item[], epochs: readonly Item[] = []): Promise<void> {
    if (items.length === 0 && epochs.length === 0) return;
    const wasHigh = this.high;
    const opened = await this.#open(items, epochs);
    // At once: what stands in the log has no row of its own any more, and must be loaded by then.
    this.#show(items, opened);
    this.#window.extend(items);
    this.#onChange();
    this.#keep(opened);
    if (this.high > wasHigh) await this.#storeHead(items);
  }

  /** Opens items; answers what they came to, which may be more than these. */
  async #open(items: readonly Item[], epochs: readonly Item[] = []): Promise<readonly Shown[]> {
    await this.#context.identities.ensure(signersOf([...items, ...epochs]));
    return await this.e2ee.addItems(items, epochs);
  }

  /** Puts what `items` came to into the log. */
  #show(items: readonly Item[], opened: readonly Shown[]): void {
    const byPlace = new Map(items.map((item) => [item.seq, item]));
    this.fold.put(opened);
    this.fold.setMembers(this.e2ee.members);
    for (const shown of opened) {
      const item = byPlace.get(shown.seq);
      if (shown.kind !== "placeholder" || staysClosed(shown)) this.#closed.delete(shown.seq);
      else if (item !== undefined) this.#closed.set(shown.seq, item);
    }
  }

  /** Keeps what was opened for a start without the server. */
  #keep(opened: readonly Shown[], { late = false } = {}): void {
    const { low, high } = this;
    const loaded = opened.filter(({ seq }) => seq >= low && seq <= high);
    this.#context.keeper?.opened(this.conv, loaded, { late });
  }

  #noteComplete(): void {
    if (!this.more && !this.#window.isEmpty) this.#context.keeper?.complete(this.conv, this.low);
  }

  /** Shows the page before `before` from this browser's own store; answers whether there is one. */
  async #takeStored(before: number): Promise<boolean> {
    const { history } = this.#context;
    const stretch = await history?.stretch(this.conv);
    if (history === undefined || stretch === undefined) return false;
    const shown = await history.page(this.conv, { before, limit: PAGE_ITEMS });
    this.stored = true;
    this.fold.put(shown);
    this.fold.setMembers(this.summary.members);
    this.#window.extend(shown);
    this.more = shown.length > 0 && this.low > stretch.low;
    return true;
  }

  /** What is only kept cannot be continued: the log begins anew with the server. */
  #refuseStored(): void {
    if (!this.stored) return;
    throw new AppError("stale", t("Much has happened meanwhile."), { reason: "far-behind" });
  }

  async #storeHead(items: readonly Item[]): Promise<void> {
    const newest = items.at(-1)!;
    const room = this.e2ee.room;
    try {
      await this.#context.store.raiseHead(this.conv, {
        seq: newest.seq,
        id: newest.id,
        control: room === undefined ? { n: -1, hash: "" } : { n: room.n, hash: room.head },
      });
    } catch (error) {
      // What was said is read all the same; only a server that shows less is noticed later.
      if (!isStorageProblem(error)) throw error;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

function isOffline(error: unknown): boolean {
  return error instanceof AppError && error.kind === "unavailable";
}
