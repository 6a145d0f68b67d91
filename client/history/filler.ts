import type { Shown } from "../../e2ee/shown.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { isStorageProblem } from "../store/storage_problem.ts";
import type { History } from "./port.ts";

/** Pages after which what was remembered to check them is let go. */
const MAX_PAGES = 25;
const AFTER_REFUSAL_MS = 10_000;

/** Pages of one conversation, from the end backwards. @see OlderPages */
export interface PageSource {
  page(before?: number): Promise<{ shown: Shown[]; more: boolean }>;
}

export interface HistoryFillerOptions {
  history: Pick<History, "stretch" | "put" | "markComplete">;
  pagesOf: (summary: ConversationSummary) => PageSource;
  /** Resolves when the page may ask again without standing in anybody's way. */
  pause: () => Promise<void>;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  /** Does work while no other tab does the same. */
  alone: (work: () => Promise<void>) => Promise<void>;
  /** Something more of a conversation is kept. */
  onStored: (conv: ConversationId) => void;
  /** There is no room for more. */
  onProblem?: (error: AppError) => void;
}

/**
 * Gets what is older than what this browser keeps, page by page while nobody needs the connection, until
 * all that can be read is kept. It goes on where it stood, as what is kept says how far it came.
 */
export class HistoryFiller {
  readonly #options: HistoryFillerOptions;
  #queue: ConversationSummary[] = [];
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: HistoryFillerOptions) {
    this.#options = options;
  }

  /** Completes these, in this order, and forgets of others; resolves when all is done. */
  fill(summaries: readonly ConversationSummary[]): Promise<void> {
    this.#queue = [...summaries];
    this.#running ??= this.#options.alone(() => this.#run())
      .finally(() => this.#running = undefined);
    return this.#running;
  }

  stop(): void {
    this.#isStopped = true;
    this.#queue = [];
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      try {
        await this.#complete(next);
      } catch (error) {
        if (this.#isStopped) return;
        // Without a connection nothing more is to be had: the next welcome goes on.
        if (error instanceof AppError && error.kind === "unavailable") return;
        if (isStorageProblem(error)) return this.#noRoom(error);
        console.warn("Older messages of a conversation could not be kept", error);
      }
    }
  }

  /** Nothing more is fetched that cannot be kept; the next page tries again. */
  #noRoom(problem: AppError): void {
    this.stop();
    this.#options.onProblem?.(problem);
  }

  async #complete(summary: ConversationSummary): Promise<void> {
    const { history, pagesOf, pause, wait, onStored } = this.#options;
    const conv = summary.id;
    let pages: PageSource | undefined;
    for (let count = 0;; count++) {
      const before = await history.stretch(conv);
      if (before?.complete || this.#isStopped) return;
      await pause();
      if (this.#isStopped) return;
      if (pages === undefined || count % MAX_PAGES === 0) pages = pagesOf(summary);
      try {
        const { shown, more } = await pages.page(before?.low);
        // Somebody else went on meanwhile, or began anew.
        if ((await history.stretch(conv))?.low !== before?.low || this.#isStopped) continue;
        await history.put(conv, shown);
        if (!more) await history.markComplete(conv, shown[0]?.seq ?? before?.low ?? 1);
        onStored(conv);
        const after = await history.stretch(conv);
        // What is cleared is not kept: there is nothing to go on from.
        if (!more || after === undefined || after.low === before?.low) return;
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== "rate-limited") throw error;
        await wait(AFTER_REFUSAL_MS);
      }
    }
  }
}
