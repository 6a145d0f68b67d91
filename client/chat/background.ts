import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { type Activities, MAX_UNREAD } from "./activity.ts";
import type { OpenConversations } from "./open_conversations.ts";

/** Older pages that are opened to count what is unread. */
const MAX_PAGES = 16;

export interface BackgroundOptions {
  open: OpenConversations;
  activities: Activities;
  summaryOf: (conv: ConversationId) => ConversationSummary | undefined;
  /** What is new in it has been loaded and counted. */
  onCounted: (log: ConversationLog) => Promise<void>;
  /** Resolves when there is time for what nobody waits for. */
  idle: () => Promise<void>;
}

/** Opens conversations that are not on the screen, one after the other, to know what is in them. */
export class Background {
  readonly #options: BackgroundOptions;
  readonly #queue: ConversationId[] = [];
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: BackgroundOptions) {
    this.#options = options;
  }

  /** Something happened there: it goes before what merely waits. Resolves when all is done. */
  openSoon(conv: ConversationId): Promise<void> {
    return this.#enqueue([conv], true);
  }

  /** Opens these when there is time, in this order. */
  openAll(convs: readonly ConversationId[]): Promise<void> {
    return this.#enqueue(convs, false);
  }

  stop(): void {
    this.#isStopped = true;
    this.#queue.length = 0;
  }

  #enqueue(convs: readonly ConversationId[], first: boolean): Promise<void> {
    const fresh = convs.filter((conv) => first || !this.#queue.includes(conv));
    if (first) this.#queue.unshift(...fresh);
    else this.#queue.push(...fresh);
    this.#running ??= this.#run().finally(() => this.#running = undefined);
    return this.#running;
  }

  async #run(): Promise<void> {
    const { idle } = this.#options;
    const done = new Set<ConversationId>();
    for (let conv = this.#queue.shift(); conv !== undefined; conv = this.#queue.shift()) {
      await idle();
      if (this.#isStopped) return;
      try {
        await this.#open(conv);
        done.add(conv);
      } catch (error) {
        // The next welcome, or the next message there, tries again.
        console.warn("A conversation could not be opened in the background", error);
      }
    }
  }

  async #open(conv: ConversationId): Promise<void> {
    const { open, activities, summaryOf, onCounted } = this.#options;
    const summary = summaryOf(conv);
    if (summary === undefined) return;
    await open.load(summary, { background: true });
    const log = open.get(conv)?.log;
    if (log === undefined) return;
    const read = await activities.readUpTo(conv, log);
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      await activities.update(log);
      const isCounted = log.low <= read + 1 || activities.of(conv).unread >= MAX_UNREAD;
      if (isCounted || !log.more || this.#isStopped) break;
      await log.loadOlder();
    }
    await activities.update(log);
    await onCounted(log);
    open.trim();
  }
}
