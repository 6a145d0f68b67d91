import type { Conversation } from "../../e2ee/conversation.ts";
import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ChatContext } from "../conversations/context.ts";
import { fetchControlLog } from "../conversations/control_log_source.ts";
import { freshCore } from "../conversations/fresh_core.ts";
import { ItemWindow } from "../conversations/item_window.ts";
import { signersOf } from "../conversations/signers.ts";

/** Items of a page: few enough that opening them is not felt. */
const PAGE_ITEMS = 80;
const NEWEST = Number.MAX_SAFE_INTEGER;

export type OlderPagesContext = Pick<
  ChatContext,
  "author" | "identities" | "keyOf" | "ask" | "now" | "random"
>;

/**
 * Older pages of one conversation, opened with every check that the log on the screen makes, and
 * not held: what it remembers of an item is its name.
 */
export class OlderPages {
  readonly #summary: ConversationSummary;
  readonly #context: OlderPagesContext;
  readonly #window: ItemWindow;
  readonly #e2ee: Conversation;
  #isBegun = false;
  #failed: unknown;

  constructor(summary: ConversationSummary, context: OlderPagesContext) {
    this.#summary = summary;
    this.#window = new ItemWindow(summary.id);
    this.#context = {
      ...context,
      ask: (frame) =>
        context.ask(frame).catch((error) => {
          this.#failed = error;
          throw error;
        }),
    };
    this.#e2ee = freshCore(summary, this.#context).e2ee;
  }

  /**
   * The page that ends before `before`; the newest when it is absent.
   *
   * @throws {AppError} the server's refusal, `unavailable`, or `invalid` when it left something out.
   */
  async page(before = NEWEST): Promise<{ shown: Shown[]; more: boolean }> {
    const { ask, identities } = this.#context;
    const { id: conv, kind } = this.#summary;
    this.#failed = undefined;
    if (!this.#isBegun && kind === "room") {
      const controlLog = await fetchControlLog(conv, ask);
      await identities.ensure(signersOf(controlLog));
      await this.#e2ee.addControl(controlLog);
    }
    this.#isBegun = true;
    const page = await ask({ type: "sync", conv, before, limit: PAGE_ITEMS });
    const { items, epochs, more } = page;
    this.#window.checkPage(items, before === NEWEST ? undefined : before);
    await identities.ensure(signersOf([...items, ...epochs]));
    const shown = await this.#e2ee.addItems(items, epochs);
    // A key that could not be had is no reason to keep a message as one that does not open.
    if (this.#failed !== undefined) throw this.#failed;
    return { shown, more: more && items.length > 0 };
  }
}
