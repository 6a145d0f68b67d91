/** Keeps the lists in this browser, for a start without the server. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { HistoryKeeper } from "../history/keeper.ts";
import type { ChatModel } from "../model/mod.ts";
import type { People } from "./people.ts";
import type { Roster } from "./roster.ts";

export interface StoredListsOptions {
  me: ChatModel["me"];
  people: Pick<People, "all">;
  roster: Pick<Roster, "summaries">;
  /** Absent where nothing is stored. */
  keeper: Pick<HistoryKeeper, "listsChanged"> | undefined;
}

/** Keeps the lists for a start without the server. */
export class StoredLists {
  readonly #options: StoredListsOptions;
  /** The conversations in the lists that were kept last. */
  #listed: ReadonlySet<ConversationId> | undefined;

  constructor(options: StoredListsOptions) {
    this.#options = options;
  }

  /** The lists were drawn, and may be others than before. */
  keep(): void {
    const { people, keeper, me: { uid, fullName }, roster: { summaries } } = this.#options;
    if (people.all().length === 0) return;
    const listed = new Set(summaries.keys());
    // What is not listed cannot be opened offline: that does not wait.
    const soon = this.#listed?.symmetricDifference(listed).size !== 0;
    this.#listed = listed;
    keeper?.listsChanged(() => ({
      me: { uid, fullName },
      conversations: [...summaries.values()],
      people: people.all(),
    }), { soon });
  }
}
