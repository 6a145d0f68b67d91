/** Brings a page up to date after it was away: open conversations, outbox, then the rest. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { HistoryFiller } from "../history/filler.ts";
import type { AskServer } from "../net/socket.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { Activities } from "./activity.ts";
import type { Background } from "./background.ts";
import type { Clearing } from "./clearing.ts";
import type { FileMessages } from "./file_messages.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Roster } from "./roster.ts";
import { newestFirst, type Searching } from "./searching.ts";

export interface CatchUpOptions {
  ask: AskServer;
  store: Pick<PersonStore, "wholeOutbox" | "wholeUnsent">;
  /** Gets what is older than what is stored, where something is. */
  filler: Pick<HistoryFiller, "fill"> | undefined;
  /** Resolves when there is time for what nobody waits for. */
  idle: () => Promise<void>;
  roster: Roster;
  open: OpenConversations;
  activities: Activities;
  background: Background;
  clearing: Clearing;
  searching: Searching;
  files: Pick<FileMessages, "letGoOf">;
  /** Loads a conversation without showing it. @throws {AppError} `forbidden` when it was left. */
  load: (conv: ConversationId) => Promise<unknown>;
  /** A conversation stands as the server has it, or as far as that could be had. */
  onResumed: (conv: ConversationId) => Promise<void>;
}

/** Brings a page up to date that was away: what is open, what waits to leave, then all the rest. */
export class CatchUp {
  readonly #options: CatchUpOptions;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** The conversations that are loaded. What cannot be had now is asked for at the next welcome. */
  async opened(): Promise<void> {
    const { roster, open, onResumed } = this.#options;
    await Promise.allSettled(
      open.all().map(async ({ log }) => {
        const summary = roster.summaries.get(log.conv);
        if (summary === undefined) return;
        // Once: what has come is announced, also where something then does not get through.
        const onStands = () => onResumed(log.conv);
        await open.resume(summary, onStands).finally(onStands);
      }),
    );
  }

  /** Events were lost: also those of conversations that are not loaded are asked for. */
  async lost(): Promise<void> {
    const { ask, roster, open } = this.#options;
    await this.opened();
    for (const { id: conv, head: after } of [...roster.summaries.values()]) {
      if (open.get(conv) !== undefined) continue;
      const page = await ask({ type: "sync", conv, after, limit: 1 })
        // It is asked again with the next welcome.
        .catch(() => undefined);
      if (page !== undefined) roster.raiseHead(conv, page.head);
    }
    await this.inBackground();
  }

  /** Loads conversations in which an earlier page left something on its way. */
  async outbox(): Promise<void> {
    const { store, roster, clearing, files, load } = this.#options;
    const waiting = [...await store.wholeOutbox(), ...await store.wholeUnsent()];
    for (const conv of new Set(waiting.map((entry) => entry.conv))) {
      await load(conv).catch(() => {});
    }
    void files.letGoOf(roster.summaries.keys());
    await clearing.resume(roster.summaries.keys());
  }

  /** What moved while nobody looked goes first; then whatever has no last line yet. */
  async inBackground(): Promise<void> {
    const { roster, open, activities, background } = this.#options;
    const waiting: { conv: ConversationId; unread: number }[] = [];
    for (const { id, head, since } of roster.summaries.values()) {
      if (open.get(id) !== undefined) continue;
      const read = Math.max(await activities.readUpTo(id), since - 1);
      if (activities.countedUpTo(id) >= head) continue;
      waiting.push({ conv: id, unread: Math.max(0, head - read) });
    }
    waiting.sort((a, b) => b.unread - a.unread);
    await background.openAll(waiting.map(({ conv }) => conv));
  }

  /** What nobody waits for: everything that can be read is kept here and made ready to search. */
  async makeReady({ online }: { online: boolean }): Promise<void> {
    const { idle, filler, roster, activities, searching } = this.#options;
    await idle();
    await searching.begin();
    if (!online) return;
    const convs = newestFirst(roster.summaries.values(), (conv) => activities.of(conv));
    await filler?.fill(convs);
  }
}
