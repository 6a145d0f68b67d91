/** Clears a conversation's history for this person, with ten seconds to undo it. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import type { History } from "../history/port.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { Floor } from "../store/tables.ts";
import type { OpenConversation } from "./views.ts";

/** So long it can be undone. */
const UNDO_MS = 10_000;

export interface ClearingOptions {
  store: Pick<PersonStore, "floor" | "setFloor">;
  history?: Pick<History, "setFloor" | "purge"> | undefined;
  now: () => number;
  /**
   * Loads a conversation that this person is in; undefined when they no longer are.
   *
   * @throws {AppError} why it cannot be had now.
   */
  load: (conv: ConversationId) => Promise<OpenConversation | undefined>;
  onChange: (conv: ConversationId) => void;
  /** Less of a conversation is kept to be shown than before, or more again. */
  onFloor?: (conv: ConversationId) => void;
}

/**
 * Hiding what was said so far. It is hidden at once and can be undone for ten seconds; only then
 * are the person's other browsers told, also when the page is gone meanwhile and comes back.
 */
export class Clearing {
  readonly #options: ClearingOptions;
  readonly #timers = new Map<ConversationId, ReturnType<typeof setTimeout>>();

  constructor(options: ClearingOptions) {
    this.#options = options;
  }

  async clear(
    { log }: OpenConversation,
    { everywhere }: { everywhere: boolean },
  ): Promise<{ undo: () => Promise<void> }> {
    const { conv, high } = log;
    const { store, history, now } = this.#options;
    const before = await store.floor(conv);
    const target = newestMessage(log);
    const at = now() + UNDO_MS;
    const announce = everywhere && target !== undefined ? { announce: { target, at } } : {};
    await this.#hide(log, { place: high, ...announce });
    this.#finishLater(conv, { place: high, ...announce }, UNDO_MS);
    return {
      undo: async () => {
        const timer = this.#timers.get(conv);
        if (timer === undefined || now() >= at) {
          throw new AppError("conflict", t("This cannot be undone any more."), { reason: "final" });
        }
        clearTimeout(timer);
        this.#timers.delete(conv);
        await store.setFloor(conv, before);
        await history?.setFloor(conv, before?.place ?? 0);
        log.fold.hideUpTo(before?.place ?? 0);
        this.#options.onFloor?.(conv);
        this.#options.onChange(conv);
      },
    };
  }

  /**
   * Goes on with what an earlier page was asked to tell the other browsers, and removes what it
   * hid and had no time to.
   */
  async resume(convs: Iterable<ConversationId>): Promise<void> {
    const { store, history, now } = this.#options;
    for (const conv of convs) {
      const floor = await store.floor(conv);
      if (floor === undefined || this.#timers.has(conv)) continue;
      if (floor.announce === undefined) await history?.purge(conv);
      else {
        // A clock that was set back since must not put it off.
        const waitMs = Math.min(UNDO_MS, Math.max(0, floor.announce.at - now()));
        this.#finishLater(conv, floor, waitMs);
      }
    }
  }

  /** Another browser of this person said so: what is kept here goes as well. */
  async follow({ log }: OpenConversation): Promise<void> {
    const { conv, fold } = log;
    const floor = await this.#options.store.floor(conv);
    if (fold.floor <= (floor?.place ?? 0) || this.#timers.has(conv)) return;
    await this.#hide(log, { ...floor, place: fold.floor });
    await this.#options.history?.purge(conv);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #hide({ conv, fold }: OpenConversation["log"], floor: Floor): Promise<void> {
    const { store, history, onChange, onFloor } = this.#options;
    await store.setFloor(conv, floor);
    await history?.setFloor(conv, floor.place);
    fold.hideUpTo(floor.place);
    onFloor?.(conv);
    onChange(conv);
  }

  #finishLater(conv: ConversationId, floor: Floor, waitMs: number): void {
    clearTimeout(this.#timers.get(conv));
    this.#timers.set(
      conv,
      setTimeout(() => {
        this.#timers.delete(conv);
        this.#finish(conv, floor).catch((error) =>
          console.warn("The history could not be cleared everywhere yet", error)
        );
      }, waitMs),
    );
  }

  /** What cannot be told now stays to be told, with the next welcome. */
  async #finish(conv: ConversationId, { announce }: Floor): Promise<void> {
    const { store, history, load } = this.#options;
    if (announce !== undefined) {
      const open = await load(conv);
      const stored = await store.floor(conv);
      // Another window of this browser has told it, or it was undone there.
      if (stored?.announce?.at !== announce.at) return;
      open?.sender.post({ type: "clear", target: announce.target });
      await store.setFloor(conv, { place: stored.place });
    }
    await history?.purge(conv);
  }
}

/** What a clear can name: the newest message that opened. */
function newestMessage({ shown, low, high }: OpenConversation["log"]): ItemId | undefined {
  for (let place = high; place >= low; place--) {
    const item = shown.get(place);
    if (item?.kind === "message") return item.id;
  }
  return undefined;
}
