import type { ConversationId } from "../../protocol/ids.ts";
import type { ChatParts } from "./chat_parts.ts";
import type { Roster } from "./roster.ts";

/** Keeps the lists for a start without the server. */
export class StoredLists {
  readonly #parts: Pick<ChatParts, "people" | "keeper" | "me">;
  readonly #roster: Pick<Roster, "summaries">;
  /** The conversations in the lists that were kept last. */
  #listed: ReadonlySet<ConversationId> | undefined;

  constructor(
    parts: Pick<ChatParts, "people" | "keeper" | "me">,
    roster: Pick<Roster, "summaries">,
  ) {
    this.#parts = parts;
    this.#roster = roster;
  }

  /** The lists were drawn, and may be others than before. */
  keep(): void {
    const { people, keeper, me: { uid, fullName } } = this.#parts;
    if (people.all().length === 0) return;
    const { summaries } = this.#roster;
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
