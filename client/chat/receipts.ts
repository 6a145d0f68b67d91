/** Sends receipts: what has arrived here, and what was read. */

import { elapsedMs } from "../../protocol/elapsed.ts";
import type { Payload } from "../../e2ee/payload.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { OpenConversation } from "./views.ts";

/** A receipt is a signed message to everybody: in larger rooms they would outnumber what is said. */
export const MAX_RECEIPT_MEMBERS = 20;
/** Receipts of one conversation come at least so far apart. */
const PAUSE_MS = 3_000;
/** What arrives and is read at once shares one receipt. */
const GATHER_MS = 250;

interface Progress {
  timer?: ReturnType<typeof setTimeout>;
  sentAt: number;
  /** Places up to which receipts were put on their way. */
  delivered: number;
  read: number;
}

export interface ReceiptsOptions {
  self: UserId;
  now: () => number;
  /** Whether this person sends others receipts of what they have read. */
  sendsRead: () => boolean;
  /** Whether this person hides that they are here: a receipt by itself would tell. */
  isHidden: () => boolean;
  find: (conv: ConversationId) => OpenConversation | undefined;
  isOnScreen: (conv: ConversationId) => boolean;
}

/**
 * Tells the others what has arrived here and what was on a screen. Only what people wrote is
 * acknowledged, never a receipt, so that two browsers do not keep answering each other; and only
 * what no receipt of this person covers yet, from whichever browser, so that none comes twice.
 */
export class Receipts {
  readonly #options: ReceiptsOptions;
  readonly #progress = new Map<ConversationId, Progress>();

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /** Something is new in a conversation, or it came to the screen. */
  look(conv: ConversationId): void {
    const progress = this.#progress.get(conv) ?? { sentAt: -Infinity, delivered: 0, read: 0 };
    if (progress.timer !== undefined || this.#due(conv) === undefined) return;
    this.#progress.set(conv, progress);
    const sinceSentMs = elapsedMs(progress.sentAt, this.#options.now());
    const waitMs = Math.max(GATHER_MS, PAUSE_MS - sinceSentMs);
    progress.timer = setTimeout(() => {
      delete progress.timer;
      this.#send(conv, progress);
    }, waitMs);
  }

  stop(): void {
    for (const { timer } of this.#progress.values()) clearTimeout(timer);
    this.#progress.clear();
  }

  #send(conv: ConversationId, progress: Progress): void {
    const due = this.#due(conv);
    if (due === undefined) return;
    const { state, target, place } = due;
    progress.sentAt = this.#options.now();
    progress.delivered = place;
    if (state === "read") progress.read = place;
    const receipt: Payload = { type: "receipt", target, state };
    this.#options.find(conv)?.sender.post(receipt);
  }

  /** The receipt that this conversation lacks. */
  #due(conv: ConversationId):
    | { state: "delivered" | "read"; target: ItemId; place: number }
    | undefined {
    const { self, sendsRead, isHidden, find, isOnScreen } = this.#options;
    const open = find(conv);
    if (open === undefined || open.left !== undefined || open.log.loading) return undefined;
    const { log, sender } = open;
    if (log.e2ee.members.length > MAX_RECEIPT_MEMBERS) return undefined;
    const state = isOnScreen(conv) && sendsRead() ? "read" : "delivered";
    if (state === "delivered" && isHidden()) return undefined;
    const { fold } = log;
    const reached = Math.max(
      fold.receipts.reached(self, state),
      this.#progress.get(conv)?.[state] ?? 0,
      ...sender.pendingReceipts.map((receipt) =>
        receipt.state === state || receipt.state === "read" ? fold.placeOf(receipt.target) ?? 0 : 0
      ),
    );
    for (let place = log.high; place > reached && place >= log.low; place--) {
      const content = fold.contentAt(place);
      if (content !== undefined && content.sender !== self) {
        return { state, target: content.id, place };
      }
    }
    return undefined;
  }
}
