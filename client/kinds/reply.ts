/** The kind `reply`: words that answer a message. */

import type { ReplyPayload } from "../../e2ee/payload.ts";
import type { ContentKind } from "./kind.ts";
import { TEXT } from "./text.ts";

export const REPLY: ContentKind<ReplyPayload> = {
  ...TEXT,
  answers: ({ target }) => target,
};
