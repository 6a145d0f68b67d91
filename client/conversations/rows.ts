/** The rows of one item of the log: names, quotes, files and pins as the screen shows them. */

import { tn } from "../../i18n/i18n.ts";
import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import type { ContentPayload, FilePayload } from "../../e2ee/payload.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { mentionsIn } from "../../protocol/rich_text/plain_text.ts";
import type { Outcome } from "../kinds/kind.ts";
import { answeredBy, contentKind, lineOf } from "../kinds/table.ts";
import type {
  EntryView,
  MessageParts,
  MessageView,
  PinnedView,
  QuoteView,
  ReactionView,
  TransferView,
} from "../model/mod.ts";
import { type Content, isContentMessage } from "./acts.ts";
import { distinctName, type PersonName } from "./person_name.ts";
import { controlNotice } from "./notices.ts";
import { changeRefusalText, refusalText } from "./refusal_texts.ts";
import { shownTime, writtenAt } from "./shown_time.ts";

/** What a row has to know of the conversation around it. */
export interface MessageSource {
  readonly options: {
    self: UserId;
    nameOf: (user: UserId) => PersonName;
    transferOf?: ((file: FilePayload, id: ItemId) => TransferView) | undefined;
  };
  readonly floor: number;
  keyOf(id: ItemId): string;
  content(id: ItemId): Content | undefined;
  outcome(target: Content): Outcome;
  replies(id: ItemId): number;
  stateAt(place: number): "sent" | "delivered" | "read";
}

/** The rows of one item of the log: most have one, acts and keys have none. */
export function rowsOfItem(item: Shown, source: MessageSource): EntryView[] {
  const { nameOf } = source.options;
  switch (item.kind) {
    case "epoch":
      return [];
    case "control": {
      const text = controlNotice(item, nameOf);
      return [{ type: "notice", key: item.id, time: shownTime(item), text }];
    }
    case "placeholder": {
      // A key that does not count is nothing to read: the messages under it say why they are closed.
      if (item.item === "epoch") return [];
      const text = item.item === "control" ? changeRefusalText : refusalText;
      return [{
        type: "closed",
        key: item.id,
        ...(item.sender === undefined ? {} : { senderName: distinctName(nameOf(item.sender)) }),
        ...(item.sender === source.options.self ? { own: true as const } : {}),
        time: item.time,
        reason: item.reason,
        message: text(item.reason, item.detail),
      }];
    }
    case "message": {
      const missing = missingBefore(item, nameOf);
      return isContentMessage(item) ? [...missing, messageView(item, source)] : missing;
    }
  }
}

/** Messages of the same device that the server kept back. */
function missingBefore(
  { missing, id, sender, ...clocks }: ShownMessage,
  nameOf: MessageSource["options"]["nameOf"],
): EntryView[] {
  if (missing === 0) return [];
  const text = tn(
    missing,
    "A message of {name} did not arrive here.",
    "{count} messages of {name} did not arrive here.",
    { name: distinctName(nameOf(sender)) },
  );
  return [{ type: "notice", key: `${id}:missing`, time: shownTime(clocks), text }];
}

function messageView(item: Content, source: MessageSource): MessageView {
  const { id, sender, payload } = item;
  const written = writtenAt(item);
  const { deleted, text, editedAt, reactions, pinnedAt } = source.outcome(item);
  const own = sender === source.options.self;
  return {
    type: "message",
    kind: payload.type,
    key: source.keyOf(id),
    id,
    sender,
    ...senderNames(sender, source),
    own,
    text,
    time: shownTime(item),
    ...(written === undefined ? {} : { writtenAt: written }),
    state: own ? source.stateAt(item.seq) : "sent",
    deleted,
    ...(editedAt === undefined ? {} : { editedAt }),
    ...(deleted ? {} : quoteOf(answeredBy(payload), source)),
    replies: source.replies(id),
    reactions: [...reactions].map(([emoji, users]) => reactionView(emoji, users, source)),
    pinned: pinnedAt !== undefined,
    mentionsMe: !own && !deleted && mentions(payload, text, source),
    ...(deleted ? {} : partsOf(payload, id, source)),
  };
}

/** What its row shows beside the words. @param id empty until it is sealed. */
export function partsOf(
  payload: ContentPayload,
  id: ItemId | "",
  { options: { transferOf } }: Pick<MessageSource, "options">,
): MessageParts {
  return contentKind(payload.type).shown(payload, (file) => transferOf?.(file, id as ItemId));
}

/** The names that a message bears. */
export function senderNames(
  user: UserId,
  { options }: Pick<MessageSource, "options">,
): { senderName: string; senderUid: string } {
  const { fullName, uid } = options.nameOf(user);
  return { senderName: fullName, senderUid: uid };
}

/** What a message answers, where it does. */
export function quoteOf(
  id: ItemId | undefined,
  source: MessageSource,
): { quote?: QuoteView } {
  if (id === undefined) return {};
  const target = source.content(id);
  if (target === undefined || target.seq <= source.floor) return { quote: { id } };
  const { deleted, text } = source.outcome(target);
  if (deleted) return { quote: { id } };
  const senderName = distinctName(source.options.nameOf(target.sender));
  return { quote: { id, senderName, text: lineOf(target.payload, text) } };
}

export function pinnedView(
  { id, sender, payload, ...clocks }: Content,
  text: string,
  source: MessageSource,
): PinnedView {
  const senderName = distinctName(source.options.nameOf(sender));
  return { id, senderName, text: lineOf(payload, text), time: shownTime(clocks) };
}

function reactionView(emoji: string, users: UserId[], source: MessageSource): ReactionView {
  const { self, nameOf } = source.options;
  return {
    emoji,
    names: users.map((user) => distinctName(nameOf(user))),
    own: users.includes(self),
  };
}

function mentions(payload: ContentPayload, text: string, source: MessageSource): boolean {
  const { self, nameOf } = source.options;
  const answered = answeredBy(payload);
  const target = answered === undefined ? undefined : source.content(answered);
  return target?.sender === self || mentionsIn(text).has(nameOf(self).uid);
}
