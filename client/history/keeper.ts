/** Keeps what the chat shows in this browser's history, without making the chat wait. */

import type { Shown } from "../../e2ee/shown.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { isStorageProblem } from "../store/storage_problem.ts";
import type { History, Overview } from "./port.ts";

/** Changes that can wait are written together, this long after the first of them. */
const OVERVIEW_AFTER_MS = 2_000;

export interface KeeperOptions {
  history: Pick<History, "put" | "markComplete" | "storeOverview">;
  /** Something could not be kept; `text` says it to the person. Told once. */
  onProblem: (text: string) => void;
  /** Something else is kept of a conversation; `late`: what did not open when it came, does now. */
  onStored?: (conv: ConversationId, late: boolean) => void;
  /** Does work after so many milliseconds. */
  after: (ms: number, work: () => void) => void;
}

/**
 * Keeps what the chat shows as it goes along. Its calls never fail and are not waited for: what is
 * on the screen does not depend on whether the browser has room for it.
 */
export class HistoryKeeper {
  readonly #options: KeeperOptions;
  /** The lists as they are to be written. */
  #overview: (() => Overview) | undefined;
  #isDue = false;
  #writing: Promise<void> = Promise.resolve();
  #isWarned = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** What was opened of a conversation, in order and without holes. */
  opened(conv: ConversationId, shown: readonly Shown[], { late = false } = {}): void {
    if (shown.length === 0) return;
    void this.#try(async () => {
      await this.#options.history.put(conv, shown);
      this.#options.onStored?.(conv, late);
    });
  }

  /** Nothing of a conversation can be read before the place `from`, which was opened. */
  complete(conv: ConversationId, from: number): void {
    void this.#try(async () => {
      await this.#options.history.markComplete(conv, from);
      this.#options.onStored?.(conv, false);
    });
  }

  /**
   * The lists have changed; `overview` is asked for them when they are written.
   *
   * @param options.soon a start without the server would miss something: written at once.
   */
  listsChanged(overview: () => Overview, { soon = false } = {}): void {
    this.#overview = overview;
    if (soon) return this.flush();
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.after(OVERVIEW_AFTER_MS, () => {
      this.#isDue = false;
      this.flush();
    });
  }

  /** Writes now what waits to be written: the page may go. */
  flush(): void {
    const overview = this.#overview;
    if (overview === undefined) return;
    this.#overview = undefined;
    const write = () => this.#try(() => this.#options.history.storeOverview(overview()));
    // One after the other, so that the newest stays.
    this.#writing = this.#writing.then(write);
  }

  /** Whoever keeps something else has found no room. Once it was told, it is known. */
  problem(error: unknown): void {
    const reason = error instanceof AppError ? error.reason : undefined;
    // Everything of this person was removed on purpose.
    if (reason === "forgotten" || this.#isWarned) return;
    this.#isWarned = true;
    if (isStorageProblem(error)) this.#options.onProblem(storageText(error));
    else console.warn("Something was not kept", error);
  }

  async #try(keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (error) {
      this.problem(error);
    }
  }
}

function storageText({ kind }: AppError): string {
  return kind === "storage-full"
    ? t(
      "This browser has no room left. What is said is shown, but not kept here for the search and for a start without the network. Free some space on this device.",
    )
    : t(
      "This browser keeps nothing for this page any more. What is said is shown, but is not here for the search and for a start without the network. Reload the page.",
    );
}
