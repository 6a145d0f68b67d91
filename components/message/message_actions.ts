/** What can be done with a message, in its toolbar, in its menu and by keys. */

import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { IconName } from "../kit/icon.tsx";

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
  /** Like `fetchFile`, and what fails is said nowhere but in its message. */
  fetchFileUnasked(key: string): void;
  saveFile(key: string): void;
  cancelFile(key: string): void;
  retryFile(key: string): void;
  /** Shows a picture that is here in its whole size. */
  viewFile(message: MessageView): void;
}

export type MessageAction = "react" | "reply" | "edit" | "pin" | "copy" | "details" | "remove";

export interface ActionEntry {
  label(message: MessageView): string;
  icon: IconName;
  /** While the message has the focus, as `KeyboardEvent.key` has them; `log_shortcuts.ts` lists them. */
  keys: readonly string[];
  /** Over the message's corner too, in the menu only, or at its end, since it destroys something. */
  place: "tools" | "menu" | "danger";
}

export const ACTIONS: { readonly [Action in MessageAction]: ActionEntry } = {
  react: {
    label: () => t("React"),
    icon: "smile",
    keys: ["+", ":"],
    place: "tools",
  },
  reply: {
    label: () => t("Reply"),
    icon: "reply",
    keys: ["r"],
    place: "tools",
  },
  edit: {
    label: () => t("Edit"),
    icon: "edit",
    keys: ["e"],
    place: "tools",
  },
  pin: {
    label: ({ pinned }) => pinned ? t("Unpin") : t("Pin"),
    icon: "pin",
    keys: ["p"],
    place: "menu",
  },
  copy: {
    label: () => t("Copy text"),
    icon: "copy",
    keys: ["c"],
    place: "menu",
  },
  details: {
    label: () => t("Message details"),
    icon: "info",
    keys: ["i"],
    place: "menu",
  },
  remove: {
    label: () => t("Delete"),
    icon: "remove",
    keys: ["Delete"],
    place: "danger",
  },
};

/** @param react opens the choice of emoji. */
export function perform(
  action: MessageAction,
  message: MessageView,
  actions: MessageActions,
  react: () => void,
): void {
  if (action === "react") react();
  else actions[action](message);
}

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
