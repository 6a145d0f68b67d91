/** The conversations that are loaded, and which of them stay loaded. */

import { served, t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import type { ChatContext } from "../conversations/context.ts";
import { ConversationLog } from "../conversations/conversation_log.ts";
import { EntryList } from "../conversations/entries.ts";
import { Sender } from "../conversations/sender.ts";
import type { Screen } from "./screen.ts";
import type { OpenConversation } from "./views.ts";

/** Logs that are kept loaded beside the one on the screen, and items that they may hold. */
const MAX_LOADED = 24;
const MAX_LOADED_ITEMS = 20_000;

interface Open extends OpenConversation {
  /** Resolves once the newest page stands. */
  ready: Promise<void>;
  usedAt: number;
}

export interface OpenConversationsOptions {
  context: ChatContext;
  /** The conversation on the screen is never let go. */
  screen: Pick<Screen, "conv">;
  onChange: (conv: ConversationId) => void;
}

/**
 * Conversations that are loaded: the one on the screen, those in which something happened lately,
 * and those whose outbox is on its way.
 */
export class OpenConversations {
  readonly #context: ChatContext;
  readonly #screen: Pick<Screen, "conv">;
  readonly #onChange: (conv: ConversationId) => void;
  readonly #open = new Map<ConversationId, Open>();
  #uses = 0;

  constructor({ context, screen, onChange }: OpenConversationsOptions) {
    this.#context = context;
    this.#screen = screen;
    this.#onChange = onChange;
  }

  get(conv: ConversationId): OpenConversation | undefined {
    return this.#open.get(conv);
  }

  all(): OpenConversation[] {
    return [...this.#open.values()];
  }

  /**
   * Loads a conversation, unless it is loaded. It can be got at once; when this resolves its newest
   * page stands.
   *
   * @param options.background nobody looks at it: the keys of its members can wait.
   * @throws {AppError} why it could not be loaded; it says so itself as well.
   */
  async load(summary: ConversationSummary, { background = false } = {}): Promise<void> {
    const { id } = summary;
    const known = this.#open.get(id);
    const isUsable = known !== undefined && known.problem === undefined && known.left === undefined;
    if (!isUsable) {
      known?.sender.stop();
      this.#open.set(id, this.#begin(summary));
    }
    const open = this.#open.get(id)!;
    open.usedAt = ++this.#uses;
    await open.ready;
    if (!background) this.#lookAtKeys(open);
  }

  /** Back on the connection: catches up, calls `onStands` once what came stands, hands in what waits. */
  async resume(
    summary: ConversationSummary,
    onStands: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const open = this.#open.get(summary.id);
    if (open === undefined || open.problem !== undefined) return await this.load(summary);
    try {
      await open.log.catchUp();
    } catch (error) {
      if (!isFarBehind(error)) throw error;
      this.drop(summary.id);
      return await this.load(summary);
    }
    await open.log.retryClosed();
    // What waits to leave may take long, and what has come does not wait for it.
    await onStands();
    await open.sender.flush();
  }

  /** Takes live items of one conversation; answers false when it is not loaded. */
  async receive(conv: ConversationId, items: readonly Item[]): Promise<boolean> {
    const open = this.#open.get(conv);
    if (open === undefined || open.problem !== undefined) return false;
    open.usedAt = ++this.#uses;
    try {
      await open.log.receive(items);
    } catch (error) {
      if (isFarBehind(error)) {
        this.drop(conv);
        await this.load(open.log.summary).catch(() => {});
      } else {
        // What could not be had now comes with the next item, or when the connection is back.
        console.warn("Some messages could not be loaded yet", error);
      }
    }
    this.#onChange(conv);
    return true;
  }

  /** This person is no longer in the conversation. */
  markLeft(conv: ConversationId): void {
    const open = this.#open.get(conv);
    if (open === undefined) return;
    open.left = t("You are no longer in this conversation.");
    this.#onChange(conv);
  }

  /** Adds a line to every loaded conversation that `user` is in. */
  notice(user: UserId, text: string): void {
    for (const { log } of this.#open.values()) {
      if (log.e2ee.members.includes(user)) log.notice(text);
    }
  }

  /** Something was learnt: tries what did not open once more. */
  async retryClosed(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(({ log }) => log.retryClosed()));
  }

  drop(conv: ConversationId): void {
    this.#open.get(conv)?.sender.stop();
    this.#open.delete(conv);
  }

  /** Lets go of what was not used for longest, beyond what may be kept. */
  trim(): void {
    const idle = [...this.#open].filter(([conv, { sender, log }]) =>
      conv !== this.#screen.conv && !sender.isWaiting && !log.loading
    ).sort(([, a], [, b]) => b.usedAt - a.usedAt);
    let items = 0;
    idle.forEach(([conv, { log }], i) => {
      items += log.shown.size;
      if (i >= MAX_LOADED || items > MAX_LOADED_ITEMS) this.drop(conv);
    });
  }

  /** Lets go of everything. */
  stop(): void {
    for (const conv of [...this.#open.keys()]) this.drop(conv);
  }

  #begin(summary: ConversationSummary): Open {
    const onChange = () => this.#onChange(summary.id);
    const log = new ConversationLog(summary, this.#context, onChange);
    const sender = new Sender(log, this.#context, onChange);
    const entries = new EntryList();
    const open: Open = { log, sender, entries, ready: Promise.resolve(), usedAt: 0 };
    open.ready = this.#start(open);
    return open;
  }

  async #start(open: Open): Promise<void> {
    try {
      await open.log.open();
    } catch (error) {
      open.problem = error instanceof AppError
        ? served(error.message)
        : t("This conversation could not be loaded. Reload the page.");
      this.#onChange(open.log.conv);
      throw error;
    }
    // The outbox goes its own way; its rows say how it went.
    open.sender.resume().catch((error) => console.warn("The outbox could not be read", error));
  }

  /** So that new keys are noticed before the first message, not with it. */
  #lookAtKeys({ log }: Open): void {
    const onChange = () => this.#onChange(log.conv);
    this.#context.identities.targets(log.e2ee.members).then(onChange, () => {});
  }
}

/** So much happened while the connection was gone that the log begins anew. */
function isFarBehind(error: unknown): boolean {
  return error instanceof AppError && error.reason === "far-behind";
}
