/** The kind `reaction`: an emoji under a message, or no longer. */

import { t } from "../../i18n/i18n.ts";
import type { ReactionPayload } from "../../e2ee/payload.ts";
import { emojiSpelling } from "../../protocol/emoji.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MAX_MESSAGE_EMOJI, MAX_PERSON_EMOJI } from "../../protocol/limits.ts";
import type { ActKind, Outcome } from "./kind.ts";

export const REACTION: ActKind<ReactionPayload> = {
  role: "act",
  amends: false,
  apply({ reactions }, { payload, sender }) {
    const { action } = payload;
    const emoji = emojiSpelling(payload.emoji);
    const added = action === "add";
    const users = reactions.get(emoji) ?? [];
    if (users.includes(sender) === added) return;
    if (added && reactionRefusal(reactions, emoji, sender) !== undefined) return;
    const after = added ? [...users, sender] : users.filter((one) => one !== sender);
    if (after.length > 0) reactions.set(emoji, after);
    else reactions.delete(emoji);
  },
  remembered: "no",
  refused: (problem) => t("Your reaction was not taken. {problem}", { problem }),
};

/**
 * Why `user` can put no `emoji`, in its one spelling, under a message that has these already. It follows from what stands
 * before in the conversation, so that every member leaves out the same.
 */
export function reactionRefusal(
  reactions: Outcome["reactions"],
  emoji: string,
  user: UserId,
): "message-full" | "person-full" | undefined {
  let own = 0;
  for (const users of reactions.values()) if (users.includes(user)) own++;
  if (own >= MAX_PERSON_EMOJI) return "person-full";
  return reactions.size >= MAX_MESSAGE_EMOJI && !reactions.has(emoji) ? "message-full" : undefined;
}
