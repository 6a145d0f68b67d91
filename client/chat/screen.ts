/** Which conversation is on the screen: what `Reading` sets, and many parts ask. */

import type { ConversationId } from "../../protocol/ids.ts";

/** The conversation on the screen, and what in it was new when it came there. */
export interface Shown {
  conv: ConversationId;
  /** Place up to which it was read when it was opened, or looked at again. */
  readBefore?: number;
  /** Last place that stood then: what comes after it comes before the reader's eyes. */
  newUpTo?: number;
}

export class Screen {
  shown: Shown | undefined;
  readonly #isVisible: () => boolean;

  /** @param isVisible whether somebody can see the page. */
  constructor(isVisible: () => boolean) {
    this.#isVisible = isVisible;
  }

  /** The conversation on the screen, whether anybody looks or not. */
  get conv(): ConversationId | undefined {
    return this.shown?.conv;
  }

  /** The conversation on the screen, while somebody can see it. */
  get seen(): ConversationId | undefined {
    return this.#isVisible() ? this.conv : undefined;
  }

  /**
   * The conversation that is being read: `seen`, once it is known what in it was new. What counted as
   * read before that would have no line above it.
   */
  get read(): ConversationId | undefined {
    return this.shown?.readBefore === undefined ? undefined : this.seen;
  }
}
