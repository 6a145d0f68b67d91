import { t, tn } from "../../i18n/i18n.ts";
import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { isShownSize } from "../../protocol/image_size.ts";
import { mentionsIn, plainLine } from "../../protocol/rich_text/plain_text.ts";
import { tidyFileName } from "../files/file_name.ts";
import type {
  EntryView,
  FileView,
  MessageView,
  PinnedView,
  QuoteView,
  ReactionView,
  TransferView,
} from "../model/mod.ts";
import {
  answeredBy,
  type Content,
  type ContentPayload,
  isContentMessage,
  type Outcome,
} from "./acts.ts";
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

/** Images that the page shows in place; others may hold scripts, or are shown by no browser. */
const SHOWN_IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

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
        senderName: item.sender === undefined ? t("Somebody") : distinctName(nameOf(item.sender)),
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
  const { self, transferOf } = source.options;
  const outcome = source.outcome(item);
  const { deleted, text, editedAt, reactions, pinnedAt } = outcome;
  const own = sender === self;
  const isFile = payload.type === "file" && !deleted;
  return {
    type: "message",
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
    ...(deleted ? {} : quoteOf(payload, source)),
    replies: source.replies(id),
    reactions: [...reactions].map(([emoji, users]) => reactionView(emoji, users, source)),
    pinned: pinnedAt !== undefined,
    mentionsMe: !own && !deleted && mentions(payload, text, source),
    ...(isFile ? { file: fileView(payload, transferOf?.(payload, id)) } : {}),
  };
}

/** The names that a message bears. */
export function senderNames(
  user: UserId,
  { options }: Pick<MessageSource, "options">,
): { senderName: string; senderUid: string } {
  const { fullName, uid } = options.nameOf(user);
  return { senderName: fullName, senderUid: uid };
}

/** What `payload` answers, if it does. */
export function quoteOf(
  payload: ContentPayload,
  source: MessageSource,
): { quote?: QuoteView } {
  const id = answeredBy(payload);
  if (id === undefined) return {};
  const target = source.content(id);
  if (target === undefined || target.seq <= source.floor) return { quote: { id } };
  const { deleted, text } = source.outcome(target);
  if (deleted) return { quote: { id } };
  const senderName = distinctName(source.options.nameOf(target.sender));
  return { quote: { id, senderName, text: lineOf(target.payload, text) } };
}

/** One line for a message: its text without markup, or what stands for a file. */
export function lineOf(payload: ContentPayload, text: string): string {
  const line = plainLine(text);
  if (line !== "" || payload.type !== "file") return line;
  return t("File: {name}", { name: tidyFileName(payload.name) });
}

export function fileView(
  { name, media, size, width, height }: Pick<
    FilePayload,
    "name" | "media" | "size" | "width" | "height"
  >,
  transfer: TransferView = { state: "remote" },
): FileView {
  const isShown = SHOWN_IMAGES.includes(media) && isShownSize({ width, height });
  const image = isShown ? { image: { width, height } } : {};
  return { name: tidyFileName(name), media, sizeBytes: size, ...image, transfer };
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
