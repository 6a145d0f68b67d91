import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Activities } from "./activity.ts";
import type { ChatParts } from "./chat_parts.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Receipts } from "./receipts.ts";

/** The conversation on the screen, and what in it was new when it came there. */
export interface Shown {
  conv: ConversationId;
  /** Place up to which it was read when it was opened, or looked at again. */
  readBefore?: number;
  /** Last place that stood then: what comes after it comes before the reader's eyes. */
  newUpTo?: number;
}

export interface OnScreenOptions {
  parts: Pick<ChatParts, "context" | "isVisible" | "notifier">;
  open: OpenConversations;
  activities: Activities;
  receipts: Receipts;
  draw: () => void;
}

/** What this person has before them: shows a conversation, and counts as read what is seen of it. */
export class OnScreen {
  readonly #options: OnScreenOptions;
  #shown: Shown | undefined;

  constructor(options: OnScreenOptions) {
    this.#options = options;
  }

  /** What is on the screen, whether anybody looks or not. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  /** Shows a conversation, and resolves once its newest page stands. */
  async show(summary: ConversationSummary): Promise<void> {
    const { parts, open, activities, draw } = this.#options;
    const conv = summary.id;
    this.#shown = { conv };
    open.onScreen = conv;
    await parts.context.store.setLastOpened(conv).catch(() => {});
    const readBefore = await activities.readUpTo(conv, open.get(conv)?.log);
    this.#set({ conv, readBefore });
    const loading = open.load(summary);
    draw();
    await loading;
    this.#set({ conv, readBefore, newUpTo: open.get(conv)?.log.high ?? 0 });
    await this.markRead();
    draw();
  }

  hide(): void {
    this.#shown = undefined;
    this.#options.open.onScreen = undefined;
    this.#options.draw();
  }

  /** The page is looked at again: what came meanwhile is new. */
  async looked(): Promise<void> {
    const { open, activities, draw } = this.#options;
    const conv = this.#shown?.conv;
    if (conv !== undefined && activities.of(conv).unread > 0) {
      const log = open.get(conv)?.log;
      const newUpTo = log?.high ?? 0;
      this.#set({ conv, readBefore: await activities.readUpTo(conv, log), newUpTo });
      draw();
    }
    await this.markRead();
  }

  /** Counts as read what is on the screen, while somebody can see it. */
  async markRead(): Promise<void> {
    const { parts, open, activities, receipts } = this.#options;
    const conv = parts.isVisible() ? this.#shown?.conv : undefined;
    const log = conv === undefined ? undefined : open.get(conv)?.log;
    if (conv === undefined || log === undefined || log.loading) return;
    await activities.markRead(log);
    parts.notifier?.read(conv, log.high);
    receipts.look(conv);
  }

  /** Unless another conversation was opened meanwhile. */
  #set(shown: Shown): void {
    if (this.#shown?.conv === shown.conv) this.#shown = shown;
  }
}
