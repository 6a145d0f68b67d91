import { Conversation } from "../../e2ee/conversation.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { ChatContext } from "./context.ts";
import { WrapsLoader } from "./wraps_loader.ts";

/** The end-to-end core of a conversation of which nothing is loaded yet, and its keys' loader. */
export function freshCore(
  { id: conv, kind, members }: ConversationSummary,
  { author, identities, keyOf, ask, now, random }: Pick<
    ChatContext,
    "author" | "identities" | "keyOf" | "ask" | "now" | "random"
  >,
): { e2ee: Conversation; wraps: WrapsLoader } {
  const wraps = new WrapsLoader({ conv, self: author.user, keyOf, ask });
  const e2ee = new Conversation({
    self: author,
    conv,
    kind,
    ...(kind === "direct" ? { members: members as [UserId, UserId] } : {}),
    resolver: identities,
    unwrap: (epoch) => wraps.unwrap(epoch),
    clock: now,
    random,
  });
  return { e2ee, wraps };
}
