/** What the composer writes: a new message, a reply, or an edit. */

import type { MessageView } from "../../client/model/mod.ts";

/** What the composer writes: something new, an answer, or another wording. */
export type Composing =
  | { type: "new" }
  | { type: "reply"; message: MessageView }
  /** `text` is the wording as it stands in the field. */
  | { type: "edit"; message: MessageView; text: string };

export const NEW: Composing = { type: "new" };
