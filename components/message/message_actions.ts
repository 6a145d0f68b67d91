import type { MessageView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";

/** What can be done with a message; failures are said by whoever provides these. */
export interface MessageActions {
  retry(key: string): void;
  discard(key: string): void;
  reply(message: MessageView): void;
  edit(message: MessageView): void;
  react(message: MessageView, emoji: string): void;
  pin(message: MessageView): void;
  copy(message: MessageView): void;
  details(message: MessageView): void;
  remove(message: MessageView): void;
  /** Scrolls to a message, loading it first where it is not here. */
  reach(id: ItemId): void;
  /** Scrolls to the first answer to a message. */
  firstReply(message: MessageView): void;
  fetchFile(key: string): void;
  saveFile(key: string): void;
  cancelFile(key: string): void;
  retryFile(key: string): void;
  /** Shows a picture that is here in its whole size. */
  viewFile(message: MessageView): void;
}

export type MessageAction = "react" | "reply" | "edit" | "pin" | "copy" | "details" | "remove";

/** What may be done with `message`, in the order of the toolbar and the menu. */
export function actionsFor(message: MessageView): readonly MessageAction[] {
  if (message.id === undefined) return message.text === "" ? [] : ["copy"];
  if (message.deleted) return ["details"];
  return [
    "react",
    "reply",
    ...(message.own ? ["edit" as const] : []),
    "pin",
    ...(message.text === "" ? [] : ["copy" as const]),
    "details",
    ...(message.own ? ["remove" as const] : []),
  ];
}
