// Browser-safe: runs in the page.

import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import type { ChatContext } from "../conversations/context.ts";
import { ConversationLog } from "../conversations/conversation_log.ts";
import { Sender } from "../conversations/sender.ts";
import type { OpenConversation } from "./views.ts";

interface Open extends OpenConversation {
  /** Resolves once the newest page stands and the outbox was handed in. */
  ready: Promise<void>;
}

/** Conversations that are loaded: the one on the screen, and others whose outbox is on its way. */
export class OpenConversations {
  readonly #context: ChatContext;
  readonly #onChange: () => void;
  readonly #open = new Map<ConversationId, Open>();

  constructor(context: ChatContext, onChange: () => void) {
    this.#context = context;
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
   * @throws {AppError} why it could not be loaded; it says so itself as well.
   */
  async load(summary: ConversationSummary): Promise<void> {
    const known = this.#open.get(summary.id);
    if (known !== undefined && known.problem === undefined && known.left === undefined) {
      return await known.ready;
    }
    known?.sender.stop();
    const log = new ConversationLog(summary, this.#context, this.#onChange);
    const sender = new Sender(log, this.#context, this.#onChange);
    const open: Open = { log, sender, ready: Promise.resolve() };
    this.#open.set(summary.id, open);
    open.ready = this.#start(open);
    await open.ready;
  }

  /** Back on the road: catches up and hands in what waits. */
  async resume(summary: ConversationSummary): Promise<void> {
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
    await open.sender.flush();
  }

  /** Takes live items of one conversation, if it is loaded. */
  async receive(conv: ConversationId, items: readonly Item[]): Promise<void> {
    const open = this.#open.get(conv);
    if (open === undefined || open.problem !== undefined) return;
    try {
      await open.log.receive(items);
    } catch (error) {
      if (isFarBehind(error)) {
        this.drop(conv);
        await this.load(open.log.summary).catch(() => {});
      } else {
        // What could not be had now comes with the next item, or when the road is back.
        console.warn("Some messages could not be loaded yet", error);
      }
    }
    this.#onChange();
  }

  /** This person is no longer in the conversation. */
  markLeft(conv: ConversationId): void {
    const open = this.#open.get(conv);
    if (open === undefined) return;
    open.left = "You are no longer in this conversation.";
    this.#onChange();
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

  /** Lets go of what is not on the screen and has nothing on its way. */
  dropIdle(current: ConversationId | undefined): void {
    for (const [conv, { sender }] of this.#open) {
      if (conv !== current && !sender.isWaiting) this.drop(conv);
    }
  }

  async #start(open: Open): Promise<void> {
    try {
      await open.log.open();
    } catch (error) {
      open.problem = error instanceof AppError
        ? error.message
        : "This conversation could not be loaded. Reload the page.";
      this.#onChange();
      throw error;
    }
    // The outbox goes its own way; its rows say how it went.
    open.sender.resume().catch((error) => console.warn("The outbox could not be read", error));
    // So that new keys are noticed before the first message, not with it.
    const { members } = open.log.e2ee;
    this.#context.identities.targets(members).then(this.#onChange, () => {});
  }
}

/** So much happened while the road was gone that the log begins anew. */
function isFarBehind(error: unknown): boolean {
  return error instanceof AppError && error.reason === "far-behind";
}
