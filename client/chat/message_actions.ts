/** What a person does with messages of the conversation on the screen. */

import { t } from "../../i18n/i18n.ts";
import { type Payload, writePayload } from "../../e2ee/payload.ts";
import { AppError } from "../../protocol/errors.ts";
import { emojiSpelling } from "../../protocol/emoji.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { MAX_MESSAGE_EMOJI, MAX_PERSON_EMOJI } from "../../protocol/limits.ts";
import type { Content } from "../conversations/acts.ts";
import { checkedText } from "../conversations/own_text.ts";
import type { Outcome } from "../kinds/kind.ts";
import { reactionRefusal } from "../kinds/reaction.ts";
import type { OpenConversation } from "./views.ts";

/** One's own message gets another text; the same text changes nothing. */
export function editMessage(open: OpenConversation, id: ItemId, typed: string): void {
  const text = checkedText(typed);
  const target = ownContent(open, id);
  if (open.log.fold.outcome(target).text === text) return;
  open.sender.post({ type: "edit", target: id, text });
}

/** Takes one's own message back, for everybody. */
export function deleteMessage(open: OpenConversation, id: ItemId): void {
  ownContent(open, id);
  open.sender.post({ type: "delete", target: id });
}

/** Puts an emoji under a message, or takes one's own away. */
export function reactTo(open: OpenConversation, id: ItemId, chosen: string): void {
  const emoji = emojiSpelling(chosen);
  const { fold } = open.log;
  const { self } = fold.options;
  const { reactions } = fold.outcome(existing(open, id));
  const action = reactions.get(emoji)?.includes(self) ? "remove" : "add";
  if (action === "add") mayReact(reactions, emoji, self);
  const payload: Payload = { type: "reaction", target: id, emoji, action };
  try {
    writePayload(payload);
  } catch (cause) {
    throw new AppError("invalid", t("This cannot be put under a message."), { cause });
  }
  open.sender.post(payload);
}

function mayReact(reactions: Outcome["reactions"], emoji: string, self: UserId): void {
  switch (reactionRefusal(reactions, emoji, self)) {
    case "message-full":
      throw new AppError(
        "invalid",
        t(
          "{count} different emoji stand under this message, and no more can. Choose one of them.",
          { count: MAX_MESSAGE_EMOJI },
        ),
        { reason: "message-full" },
      );
    case "person-full":
      throw new AppError(
        "invalid",
        t("You put {count} emoji under this message, and no more can be. Take one away first.", {
          count: MAX_PERSON_EMOJI,
        }),
        { reason: "person-full" },
      );
  }
}

export function pinMessage(open: OpenConversation, id: ItemId, pinned: boolean): void {
  const target = existing(open, id);
  if ((open.log.fold.outcome(target).pinnedAt !== undefined) === pinned) return;
  open.sender.post({ type: "pin", target: id, action: pinned ? "add" : "remove" });
}

/** A message that is there and was not taken back. */
function existing({ log }: OpenConversation, id: ItemId): Content {
  const content = log.fold.content(id);
  if (content === undefined || log.fold.outcome(content).deleted) {
    throw new AppError("not-found", t("This message is not there any more."));
  }
  return content;
}

function ownContent(open: OpenConversation, id: ItemId): Content {
  const content = existing(open, id);
  if (content.sender === open.log.fold.options.self) return content;
  throw new AppError("forbidden", t("Only who wrote a message can change it."));
}
