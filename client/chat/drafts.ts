// Browser-safe: runs in the page.

import type { ConversationId } from "../../protocol/ids.ts";
import type { History } from "../history/port.ts";

/**
 * What was begun and not sent; kept over a reload where the browser keeps a history.
 *
 * Writing begins with every change, at once, and what changes while a write is under way is written
 * right after it. A page that goes gets no time for sealing, so nothing is left for its last moment.
 * What is kept is behind what was typed by one write, a few milliseconds: no pause, reload or crash
 * of the tab loses more. It is sealed, so that it is more than the browser could be handed in the
 * instant of the last key; that key alone is not guaranteed.
 */
export class Drafts {
  readonly #history: Pick<History, "setDraft" | "drafts"> | undefined;
  readonly #onChange: () => void;
  readonly #texts = new Map<ConversationId, string>();
  /** Conversations whose draft is being written. */
  readonly #writing = new Set<ConversationId>();

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
    if (this.#history !== undefined && !this.#writing.has(conv)) {
      void this.#write(conv, this.#history);
    }
    this.#onChange();
  }

  async #write(conv: ConversationId, history: Pick<History, "setDraft">): Promise<void> {
    this.#writing.add(conv);
    let written: string | undefined;
    while (written !== this.of(conv)) {
      written = this.of(conv);
      // What cannot be kept now is tried again with the next change.
      await history.setDraft(conv, written).catch(() => {});
    }
    this.#writing.delete(conv);
  }
}
