/** Drafts: what was begun and not sent, kept over a reload. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { History } from "../history/port.ts";
import type { DraftsModel } from "../model/mod.ts";

/**
 * What was begun and not sent; kept over a reload where the browser keeps a history.
 *
 * Each change is on its way to the disk as soon as the page has done with it; nothing waits for a
 * pause, or for the change before. A page that goes gets no time for sealing, so nothing is left to
 * its last moment. What is kept is behind what was typed by the time that sealing and handing over
 * take, a few milliseconds: a reload, for which the browser first asks the server, finds the last
 * key kept. When a tab crashes in the instant of a key, that key may be missing, and no more: what
 * is sealed asynchronously cannot be promised in the turn of the key itself. A power cut may take
 * what the disk had not written yet.
 */
export class Drafts implements DraftsModel {
  readonly #history: Pick<History, "setDraft" | "drafts"> | undefined;
  readonly #onChange: () => void;
  readonly #texts = new Map<ConversationId, string>();
  /** Conversations whose draft is written at the end of this turn. */
  readonly #changed = new Set<ConversationId>();

  constructor(
    history: Pick<History, "setDraft" | "drafts"> | undefined,
    onChange: () => void,
  ) {
    this.#history = history;
    this.#onChange = onChange;
  }

  /** Reads what was kept; what was typed since counts more. */
  async restore(): Promise<void> {
    for (const [conv, text] of await this.#history?.drafts() ?? []) {
      if (!this.#texts.has(conv)) this.#texts.set(conv, text);
    }
    this.#onChange();
  }

  of(conv: ConversationId): string {
    return this.#texts.get(conv) ?? "";
  }

  set(conv: ConversationId, text: string): void {
    if (this.of(conv) === text) return;
    this.#texts.set(conv, text);
    this.#keepSoon(conv);
    this.#onChange();
  }

  #keepSoon(conv: ConversationId): void {
    if (this.#history === undefined || this.#changed.has(conv)) return;
    this.#changed.add(conv);
    queueMicrotask(() => {
      this.#changed.delete(conv);
      // What cannot be kept now is tried again with the next change.
      this.#history?.setDraft(conv, this.of(conv)).catch(() => {});
    });
  }
}
