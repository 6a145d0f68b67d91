// Browser-safe: runs in the page.

import type { ConversationId } from "../../protocol/ids.ts";
import type { History } from "../history/port.ts";

/** A draft is kept once nothing was typed for so long. */
const KEEP_AFTER_MS = 400;

/** What was begun and not sent; kept over a reload where the browser keeps a history. */
export class Drafts {
  readonly #history: Pick<History, "setDraft" | "drafts"> | undefined;
  readonly #onChange: () => void;
  readonly #texts = new Map<ConversationId, string>();
  readonly #timers = new Map<ConversationId, ReturnType<typeof setTimeout>>();

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
    this.#onChange();
    if (this.#history === undefined) return;
    clearTimeout(this.#timers.get(conv));
    this.#timers.set(conv, setTimeout(() => this.#keep(conv), KEEP_AFTER_MS));
  }

  /** Keeps what still waits to be kept: the page may go. */
  flush(): void {
    for (const conv of [...this.#timers.keys()]) this.#keep(conv);
  }

  #keep(conv: ConversationId): void {
    clearTimeout(this.#timers.get(conv));
    this.#timers.delete(conv);
    this.#history?.setDraft(conv, this.of(conv)).catch(() => {});
  }
}
