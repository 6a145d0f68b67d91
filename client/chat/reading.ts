/** What this person has before them: shows a conversation, counts as read what is seen of it. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { Activities } from "./activity.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Receipts } from "./receipts.ts";
import type { Screen, Shown } from "./screen.ts";
import type { OpenConversation } from "./views.ts";

export interface ReadingOptions {
  screen: Screen;
  store: Pick<PersonStore, "setLastOpened">;
  notifier: Pick<Notifier, "read"> | undefined;
  open: OpenConversations;
  activities: Activities;
  receipts: Receipts;
  /** What is on the screen has changed. */
  onChange: () => void;
}

export class Reading {
  readonly #options: ReadingOptions;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** The conversation on the screen, unless there is none or it is not loaded. */
  get current(): OpenConversation | undefined {
    const { screen, open } = this.#options;
    return screen.conv === undefined ? undefined : open.get(screen.conv);
  }

  /** @throws {AppError} `invalid` when no conversation is on the screen. */
  required(): OpenConversation {
    const { current } = this;
    if (current === undefined) throw new AppError("invalid", t("Open a conversation first."));
    return current;
  }

  /** Shows a conversation, and resolves once its newest page stands. */
  async show(summary: ConversationSummary): Promise<void> {
    const { screen, store, open, activities, onChange } = this.#options;
    const conv = summary.id;
    screen.shown = { conv };
    await store.setLastOpened(conv).catch(() => {});
    const readBefore = await activities.readUpTo(conv, open.get(conv)?.log);
    this.#set({ conv, readBefore });
    const loading = open.load(summary);
    onChange();
    await loading;
    this.#set({ conv, readBefore, newUpTo: open.get(conv)?.log.high ?? 0 });
    await this.markRead();
    onChange();
  }

  hide(): void {
    this.#options.screen.shown = undefined;
    this.#options.onChange();
  }

  /** The page is looked at again: what came meanwhile is new. */
  async looked(): Promise<void> {
    const { screen, open, activities, onChange } = this.#options;
    const { conv } = screen;
    if (conv !== undefined && activities.of(conv).unread > 0) {
      const log = open.get(conv)?.log;
      const newUpTo = log?.high ?? 0;
      this.#set({ conv, readBefore: await activities.readUpTo(conv, log), newUpTo });
      onChange();
    }
    await this.markRead();
  }

  /** Counts as read what is on the screen, while somebody can see it. */
  async markRead(): Promise<void> {
    const { screen, open, activities, receipts, notifier } = this.#options;
    const conv = screen.read;
    const log = conv === undefined ? undefined : open.get(conv)?.log;
    if (conv === undefined || log === undefined || log.loading) return;
    await activities.markRead(log);
    notifier?.read(conv, log.high);
    receipts.look(conv);
  }

  /** Unless another conversation was opened meanwhile. */
  #set(shown: Shown): void {
    const { screen } = this.#options;
    if (screen.conv === shown.conv) screen.shown = shown;
  }
}
