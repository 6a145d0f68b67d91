// Browser-safe: runs in the page.

import type { Shown } from "../../e2ee/shown.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { History, Overview } from "./port.ts";

/** The lists are written this long after their first change, and not before. */
const OVERVIEW_AFTER_MS = 2_000;

export interface KeeperOptions {
  history: Pick<History, "put" | "markComplete" | "keepOverview">;
  /** Something could not be kept; told once until keeping works again. */
  onProblem: (error: AppError) => void;
  /** Something else is kept of a conversation; `late`: what did not open when it came, does now. */
  onKept?: (conv: ConversationId, late: boolean) => void;
  /** Does work after so many milliseconds. */
  after: (ms: number, work: () => void) => void;
}

/**
 * Keeps what the chat shows as it goes along. Its calls never fail and are not waited for: what is
 * on the screen does not depend on whether the browser has room for it.
 */
export class HistoryKeeper {
  readonly #options: KeeperOptions;
  #overview: (() => Overview) | undefined;
  #isTold = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** What was opened of a conversation, in order and without holes. */
  opened(conv: ConversationId, shown: readonly Shown[], { late = false } = {}): void {
    if (shown.length === 0) return;
    void this.#try(async () => {
      await this.#options.history.put(conv, shown);
      this.#options.onKept?.(conv, late);
    });
  }

  /** Nothing older of a conversation can be read than what was opened. */
  complete(conv: ConversationId): void {
    void this.#try(async () => {
      await this.#options.history.markComplete(conv);
      this.#options.onKept?.(conv, false);
    });
  }

  /** The lists have changed; `overview` is asked for them when they are written. */
  listsChanged(overview: () => Overview): void {
    const isDue = this.#overview !== undefined;
    this.#overview = overview;
    if (isDue) return;
    this.#options.after(OVERVIEW_AFTER_MS, () => {
      const newest = this.#overview!;
      this.#overview = undefined;
      void this.#try(() => this.#options.history.keepOverview(newest()));
    });
  }

  async #try(keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
      this.#isTold = false;
    } catch (error) {
      const problem = error instanceof AppError
        ? error
        : new AppError("internal", "", { cause: error });
      // Everything of this person was removed on purpose.
      if (problem.reason === "forgotten" || this.#isTold) return;
      this.#isTold = true;
      if (problem.kind === "internal") console.warn("Something was not kept", error);
      else this.#options.onProblem(problem);
    }
  }
}
