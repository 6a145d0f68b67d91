/** The search as the chat has it; its code is loaded only when somebody searches. */

import { t } from "../../i18n/i18n.ts";
import { isYounger } from "../../protocol/age.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { distinctName } from "../conversations/person_name.ts";
import type { SearchModel, SearchQuery, SearchResult } from "../model/mod.ts";
import type { RunningSearch } from "../search/open.ts";
import type { Place } from "../search/question.ts";
import type { Known } from "./views.ts";

/** Another tab may have kept what this one has not seen: it is looked for this often at most. */
const LOOK_AGAIN_MS = 10_000;

export interface SearchingOptions {
  /** Loads the search and opens it; absent where this browser keeps nothing. */
  open: ((isIn: (conv: ConversationId) => boolean) => Promise<RunningSearch>) | undefined;
  known: () => Known;
  now: () => number;
}

/** The search as the chat has it: nothing of it is loaded before the chat can be used. */
export class Searching implements SearchModel {
  readonly #options: SearchingOptions;
  #opening: Promise<RunningSearch> | undefined;
  #running: RunningSearch | undefined;
  #lookedAt = -Infinity;
  #isStopped = false;

  constructor(options: SearchingOptions) {
    this.#options = options;
  }

  /** The lists stand: what is kept is made ready. Called again when they were replaced. */
  async begin(): Promise<void> {
    try {
      await this.#look(await this.#open());
    } catch (error) {
      // Whoever searches is told.
      if (this.#options.open !== undefined && !this.#isStopped) {
        console.warn("The search could not be opened", error);
      }
    }
  }

  /** Something else of a conversation is to be found than before. */
  changed(conv: ConversationId): void {
    this.#running?.feed.changed(conv);
  }

  /** Messages in the midst of what is kept have opened. */
  again(conv: ConversationId): void {
    this.#running?.feed.again(conv).catch(() => {});
  }

  /** @throws {AppError} `invalid`; `unavailable` where there is nothing to search in. */
  async query(query: SearchQuery): Promise<SearchResult> {
    const [running, { indexQuery, searchHits }] = await Promise.all([
      this.#open(),
      import("../search/question.ts"),
    ]);
    const { known, now } = this.#options;
    if (!isYounger(this.#lookedAt, now(), LOOK_AGAIN_MS)) this.#look(running).catch(() => {});
    const { hits, more, indexed } = await running.index.query(indexQuery(query));
    const { summaries, self, nameOf, roomNameOf } = known();
    return {
      hits: searchHits(hits, {
        placeOf: (conv) => placeOf(summaries.get(conv), { self, nameOf, roomNameOf }),
        nameOf: (user) => distinctName(nameOf(user)),
        self,
      }),
      more,
      indexed,
      complete: this.#said().every((conv) => running.feed.isDone(conv)),
    };
  }

  /** The page is done with: nothing is read or written any more. */
  stop(): void {
    this.#isStopped = true;
    this.#running?.feed.stop();
    this.#running?.index.close();
  }

  #open(): Promise<RunningSearch> {
    const { open, known } = this.#options;
    if (open === undefined || this.#isStopped) return Promise.reject(nothingToSearch());
    return this.#opening ??= open((conv) => known().summaries.has(conv)).then((running) => {
      this.#running = running;
      if (this.#isStopped) this.stop();
      return running;
    }).catch((error) => {
      this.#opening = undefined;
      throw error;
    });
  }

  async #look({ feed }: RunningSearch): Promise<void> {
    this.#lookedAt = this.#options.now();
    await feed.follow(this.#said());
  }

  /** Conversations in which there is something, those first in which it was said last. */
  #said(): ConversationId[] {
    const { summaries, activityOf } = this.#options.known();
    return newestFirst(summaries.values(), activityOf).map(({ id }) => id);
  }
}

/** Conversations in which there is something to read, those first in which it was said last. */
export function newestFirst(
  summaries: Iterable<ConversationSummary>,
  activityOf: Known["activityOf"],
): ConversationSummary[] {
  const saidAt = new Map<ConversationId, string>();
  const said = [...summaries].filter(({ head, since }) => head > 0 && since <= head);
  for (const { id } of said) saidAt.set(id, activityOf(id).lastLine?.time ?? "");
  const key = (summary: ConversationSummary) => saidAt.get(summary.id)!;
  return said.sort((a, b) => key(a) === key(b) ? 0 : key(a) < key(b) ? 1 : -1);
}

function placeOf(
  summary: ConversationSummary | undefined,
  { self, nameOf, roomNameOf }: Pick<Known, "self" | "nameOf" | "roomNameOf">,
): Place | undefined {
  if (summary === undefined) return undefined;
  if (summary.kind !== "direct") {
    return { kind: "room", title: roomNameOf(summary.id, summary.name) };
  }
  const peer = summary.members.find((user) => user !== self);
  return peer === undefined ? undefined : { kind: "direct", title: nameOf(peer).fullName };
}

function nothingToSearch(): AppError {
  return new AppError("unavailable", t("There is nothing to search in this browser."));
}
