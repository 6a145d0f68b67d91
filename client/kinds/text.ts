/** The kind `text`: words, and nothing beside them. */

import type { ReplyPayload, TextPayload } from "../../e2ee/payload.ts";
import type { ContentKind } from "./kind.ts";

export const TEXT: ContentKind<TextPayload | ReplyPayload> = {
  role: "content",
  words: ({ text }) => text,
  answers: () => undefined,
  line: (_, words) => words,
  searched: (_, words) => words,
  shown: () => ({}),
};
