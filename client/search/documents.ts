/** What stored messages come to for the search: their newest words, without what was taken back. */

import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { plainText } from "../../protocol/rich_text/plain_text.ts";
import {
  type ActMessage,
  type Content,
  isActMessage,
  isContentMessage,
  outcomeOf,
} from "../conversations/acts.ts";
import { shownTime } from "../conversations/shown_time.ts";
import { actKind, contentKind } from "../kinds/table.ts";
import type { SearchDocument } from "./port.ts";

/** Edits, deletions and whatever else amends messages of one conversation, by the message named. */
export class Amendments {
  readonly #byTarget = new Map<ItemId, ActMessage[]>();

  /** Takes those among `shown`; one that is known already counts once. */
  take(shown: Iterable<Shown>): void {
    for (const one of shown) {
      if (one.kind !== "message" || !isActMessage(one) || !actKind(one.payload.type).amends) {
        continue;
      }
      const { target } = one.payload;
      const known = (this.#byTarget.get(target) ?? []).filter(({ seq }) => seq !== one.seq);
      const at = known.findLastIndex(({ seq }) => seq < one.seq) + 1;
      this.#byTarget.set(target, known.toSpliced(at, 0, one));
    }
  }

  targets(): ItemId[] {
    return [...this.#byTarget.keys()];
  }

  /** Whether anything here counts for `content`: its own sender alone may change it. */
  concerns({ id, sender }: Content): boolean {
    return (this.#byTarget.get(id) ?? []).some((act) => act.sender === sender);
  }

  /** In order of place. */
  of(id: ItemId): readonly ActMessage[] {
    return this.#byTarget.get(id) ?? [];
  }
}

/** Of `shown`, what can be found and what can no longer be. */
export function documentsOf(
  conv: ConversationId,
  shown: readonly Shown[],
  amendments: Amendments,
): { documents: SearchDocument[]; gone: ItemId[] } {
  const documents: SearchDocument[] = [];
  const gone: ItemId[] = [];
  for (const one of shown) {
    if (one.kind !== "message" || !isContentMessage(one)) continue;
    const { id, seq, sender } = one;
    const text = textOf(one, amendments);
    if (text === undefined) gone.push(id);
    else documents.push({ conv, seq, id, sender, timeMs: Date.parse(shownTime(one)), text });
  }
  return { documents, gone };
}

/** Nothing where it was taken back. */
function textOf(content: Content, amendments: Amendments): string | undefined {
  const { text, deleted } = outcomeOf(content, amendments.of(content.id));
  if (deleted) return undefined;
  return contentKind(content.payload.type).searched(content.payload, plainText(text));
}
