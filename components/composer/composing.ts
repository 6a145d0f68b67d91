import type { MessageView } from "../../client/model/mod.ts";

/**
 * What the composer writes: something new, an answer, or another wording. The conversation's pane
 * holds it, the log begins it, and the composer ends it.
 */
export type Composing =
  | { type: "new" }
  | { type: "reply"; message: MessageView }
  | { type: "edit"; message: MessageView };

export const NEW: Composing = { type: "new" };
