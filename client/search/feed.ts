/**
 * Feeds the index from what this browser keeps, whoever kept it: this page, an earlier one or
 * another tab. The index notes which stretch of a conversation it was given whole; what is kept
 * beyond that is walked over from its end backwards, so that edits and deletions are known before
 * what they change.
 */

import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { isContentMessage } from "../conversations/acts.ts";
import type { History, StoredStretch } from "../history/port.ts";
import { Amendments, documentsOf } from "./documents.ts";
import type { Covered, SearchIndex } from "./port.ts";

/** Places that are read and given at once. */
const PAGE_PLACES = 128;
/** What happens in one breath is given in one. */
const AFTER_MS = 150;

export interface SearchFeedOptions {
  index: SearchIndex;
  history: Pick<History, "page" | "stretch" | "floor">;
  /** Whether this person is in the conversation: of others nothing is found. */
  isIn: (conv: ConversationId) => boolean;
  /** Resolves when there is time for what nobody waits for. */
  idle: () => Promise<void>;
  /** Does work after so many milliseconds. */
  after: (ms: number, work: () => void) => void;
}

export class SearchFeed {
  readonly #options: SearchFeedOptions;
  readonly #waiting = new Set<ConversationId>();
  /** Conversations of which everything that can be read is in the index. */
  readonly #done = new Set<ConversationId>();
  /** Of those whose older messages are still coming: what changes messages, down to a place. */
  readonly #known = new Map<ConversationId, { low: number; amendments: Amendments }>();
  #covered: Promise<Map<ConversationId, Covered>> | undefined;
  #isDue = false;
  #isStopped = false;

  constructor(options: SearchFeedOptions) {
    this.#options = options;
  }

  /**
   * Something else is kept of a conversation than before, less of it is to be shown, or this person
   * came into it or left.
   */
  changed(conv: ConversationId): void {
    this.#waiting.add(conv);
    if (this.#isDue || this.#isStopped) return;
    this.#isDue = true;
    this.#options.after(AFTER_MS, () => void this.#run());
  }

  /** Looks at these conversations, in this order, and at all that the index knows of. */
  async follow(convs: readonly ConversationId[]): Promise<void> {
    for (const conv of convs) this.changed(conv);
    for (const conv of (await this.#stretches()).keys()) this.changed(conv);
  }

  /** Messages in the midst of what was given have opened since: all of it is given again. */
  async again(conv: ConversationId): Promise<void> {
    await this.#drop(conv, Number.MAX_SAFE_INTEGER);
    this.changed(conv);
  }

  /** Whether everything that can be read of a conversation is in the index. */
  isDone(conv: ConversationId): boolean {
    return this.#done.has(conv) && !this.#waiting.has(conv);
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting.clear();
    this.#known.clear();
  }

  async #run(): Promise<void> {
    for (const conv of this.#waiting) {
      await this.#options.idle();
      if (this.#isStopped) return;
      this.#waiting.delete(conv);
      try {
        await this.#look(conv);
      } catch (error) {
        if (this.#isStopped) return;
        // What is not covered is given the next time that something happens there.
        console.warn("Some messages could not be made ready for the search", error);
      }
    }
    this.#isDue = false;
  }

  async #look(conv: ConversationId): Promise<void> {
    const { history, isIn } = this.#options;
    const covered = (await this.#stretches()).get(conv);
    if (!isIn(conv)) {
      this.#done.delete(conv);
      if (covered !== undefined) await this.#drop(conv, Number.MAX_SAFE_INTEGER);
      return;
    }
    const [stretch, floor] = [await history.stretch(conv), await history.floor(conv)];
    if (covered !== undefined && floor >= covered.low) await this.#drop(conv, floor);
    if (stretch === undefined) {
      // All that was kept is cleared; or nothing was kept yet.
      if (floor > 0) this.#done.add(conv);
      else this.#done.delete(conv);
      return;
    }
    await this.#extend(conv, { ...stretch, low: Math.max(stretch.low, floor + 1) });
    if (this.#isStopped) return;
    if (!stretch.complete) return void this.#done.delete(conv);
    this.#done.add(conv);
    this.#known.delete(conv);
  }

  /** Gives what is kept and not covered. */
  async #extend(conv: ConversationId, stored: StoredStretch): Promise<void> {
    const { low, high } = stored;
    if (low > high) return;
    const covered = (await this.#stretches()).get(conv);
    const known = this.#known.get(conv);
    const isTouched = covered !== undefined && covered.low <= high + 1 && covered.high >= low - 1;
    const isOlderKnown = covered !== undefined && known?.low === covered.low;
    if (!isTouched || (covered.low > low && !isOlderKnown)) {
      const amendments = new Amendments();
      const reached = await this.#walk(conv, high, low, amendments);
      if (reached === undefined) return;
      // What stands before a gap was given once, and is given again when the gap is filled; what is
      // new changes it already.
      if (covered !== undefined && !isTouched) await this.#amend(conv, amendments, covered);
      if (!stored.complete) this.#known.set(conv, { low: reached, amendments });
      return await this.#cover(conv, { low: reached, high });
    }
    if (covered.high < high) {
      const amendments = new Amendments();
      const reached = await this.#walk(conv, high, covered.high + 1, amendments, known?.amendments);
      if (reached !== covered.high + 1) return;
      await this.#amend(conv, amendments, covered);
      await this.#cover(conv, { low: covered.low, high });
    }
    if (covered.low > low && known !== undefined) {
      const reached = await this.#walk(conv, covered.low - 1, low, known.amendments);
      if (reached === undefined) return;
      known.low = reached;
      await this.#cover(conv, { low: reached, high: Math.max(covered.high, high) });
    }
  }

  /** Gives what is kept from `high` down to `low`; answers how far down it came, if at all. */
  async #walk(
    conv: ConversationId,
    high: number,
    low: number,
    ...amendments: [Amendments, Amendments?]
  ): Promise<number | undefined> {
    const { history, idle } = this.#options;
    let reached: number | undefined;
    for (let before = high + 1; before > low && !this.#isStopped; before = reached) {
      if (reached !== undefined) await idle();
      const limit = Math.min(PAGE_PLACES, before - low);
      const page = await history.page(conv, { before, limit });
      // Damaged, or cleared meanwhile: what is above stays.
      if (page.at(-1)?.seq !== before - 1) return reached;
      for (const all of amendments) all?.take(page);
      await this.#give(conv, page, amendments[0]);
      reached = page[0]!.seq;
    }
    return this.#isStopped ? undefined : reached;
  }

  /** Edits and deletions among what is new, of messages that were given before. */
  async #amend(
    conv: ConversationId,
    amendments: Amendments,
    { low, high }: Covered,
  ): Promise<void> {
    const { index, history } = this.#options;
    for (const { id, seq } of await index.find(amendments.targets())) {
      if (seq < low || seq > high) continue;
      const [message] = await history.page(conv, { before: seq + 1, limit: 1 });
      if (message?.id !== id || message.kind !== "message" || !isContentMessage(message)) continue;
      if (amendments.concerns(message)) await this.#give(conv, [message], amendments);
    }
  }

  async #give(
    conv: ConversationId,
    shown: readonly Shown[],
    amendments: Amendments,
  ): Promise<void> {
    const { index } = this.#options;
    const { documents, gone } = documentsOf(conv, shown, amendments);
    if (documents.length > 0) await index.add(documents);
    const found: ItemId[] = gone.length === 0 ? [] : (await index.find(gone)).map(({ id }) => id);
    if (found.length > 0) await index.remove(found);
  }

  async #cover(conv: ConversationId, stretch: Covered): Promise<void> {
    await this.#options.index.cover(conv, stretch);
    (await this.#stretches()).set(conv, stretch);
  }

  async #drop(conv: ConversationId, upTo: number): Promise<void> {
    const stretches = await this.#stretches();
    const { low = 1, high = 0 } = stretches.get(conv) ?? {};
    await this.#options.index.removeUpTo(conv, upTo);
    this.#known.delete(conv);
    if (upTo >= high) stretches.delete(conv);
    else if (upTo >= low) stretches.set(conv, { low: upTo + 1, high });
  }

  #stretches(): Promise<Map<ConversationId, Covered>> {
    return this.#covered ??= this.#options.index.covered();
  }
}
