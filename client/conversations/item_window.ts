/** The stretch of a conversation that is loaded: every place from the lowest to the highest. */

import { t } from "../../i18n/i18n.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import { AppError } from "../../protocol/errors.ts";

/** The stretch of a conversation that is loaded: every place from `low` to `high`. */
export class ItemWindow {
  readonly conv: ConversationId;
  /** 1 above `high` while nothing is loaded. */
  low = 1;
  high = 0;

  constructor(conv: ConversationId) {
    this.conv = conv;
  }

  get isEmpty(): boolean {
    return this.high < this.low;
  }

  /** Those of `items` that continue the window without a gap, and whether something is missing. */
  continuation(items: readonly Item[]): { next: Item[]; gap: boolean } {
    const next: Item[] = [];
    let expected = this.high + 1;
    for (const item of [...items].sort((a, b) => a.seq - b.seq)) {
      if (item.conv !== this.conv || item.seq < expected) continue;
      if (item.seq > expected) return { next, gap: true };
      next.push(item);
      expected++;
    }
    return { next, gap: false };
  }

  /**
   * A page as it must be: of this conversation, without a gap, and where one is given, ending right
   * before `before`.
   *
   * @throws {AppError} `invalid` when the server left something out.
   */
  checkPage(items: readonly Item[], before?: number): void {
    const fits = items.every((item, i) =>
      item.conv === this.conv && (i === 0 || item.seq === items[i - 1]!.seq + 1)
    );
    const last = items.at(-1);
    if (fits && (before === undefined || last === undefined || last.seq === before - 1)) return;
    throw new AppError(
      "invalid",
      t(
        "The server left something out of this conversation. Reload the page, and tell your administrator if it happens again.",
      ),
      { reason: "gap" },
    );
  }

  /** Takes note of items that were added at either end. */
  extend(items: readonly { readonly seq: number }[]): void {
    const first = items[0];
    const last = items.at(-1);
    if (first === undefined || last === undefined) return;
    if (this.isEmpty) {
      this.low = first.seq;
      this.high = last.seq;
    } else {
      this.low = Math.min(this.low, first.seq);
      this.high = Math.max(this.high, last.seq);
    }
  }
}
