/** What the composer writes: a new message, a reply, or an edit. */

import { editOf } from "../../client/model/draft.ts";
import type { Draft } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";

/** What the composer writes: something new, an answer, or another wording. */
export type Composing =
  | { type: "new" }
  | { type: "reply"; target: ItemId }
  /** `text` is the wording as it stands in the field. */
  | { type: "edit"; target: ItemId; text: string };

/** An edit goes before an answer, which waits beneath it. */
export function composingOf(draft: Pick<Draft, "replyTo" | "edits" | "editing">): Composing {
  const edit = editOf(draft);
  if (edit !== undefined) return { type: "edit", ...edit };
  return draft.replyTo === "" ? { type: "new" } : { type: "reply", target: draft.replyTo };
}
