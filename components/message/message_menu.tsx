import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { actionsFor, type MessageAction, type MessageActions } from "./message_actions.ts";
import { PopupMenu, type PopupMenuItem } from "../kit/popup_menu.tsx";

export interface MessageMenuProps {
  message: MessageView;
  actions: MessageActions;
  anchor: HTMLElement;
  onReact: () => void;
  onClose: () => void;
}

/** Everything that can be done with a message. */
export function MessageMenu({ message, actions, anchor, onReact, onClose }: MessageMenuProps) {
  const item = (action: MessageAction): PopupMenuItem => {
    switch (action) {
      case "react":
        return { label: t("React"), icon: "smile", onChoose: onReact };
      case "reply":
        return { label: t("Reply"), icon: "reply", onChoose: () => actions.reply(message) };
      case "edit":
        return { label: t("Edit"), icon: "edit", onChoose: () => actions.edit(message) };
      case "pin":
        return {
          label: message.pinned ? t("Unpin") : t("Pin"),
          icon: "pin",
          onChoose: () => actions.pin(message),
        };
      case "copy":
        return { label: t("Copy text"), icon: "copy", onChoose: () => actions.copy(message) };
      case "details":
        return {
          label: t("Message details"),
          icon: "info",
          onChoose: () => actions.details(message),
        };
      case "remove":
        return {
          label: t("Delete"),
          icon: "remove",
          danger: true,
          onChoose: () => actions.remove(message),
        };
    }
  };
  // Those that stand in the toolbar too are for long presses, where there is no toolbar.
  const can = actionsFor(message);
  const isTool = (action: MessageAction) => ["react", "reply", "edit"].includes(action);
  return (
    <PopupMenu
      label={t("Actions on this message")}
      anchor={anchor}
      onClose={onClose}
      parts={[
        { items: can.filter(isTool).map(item).map((one) => ({ ...one, narrow: true })) },
        { items: can.filter((one) => !isTool(one) && one !== "remove").map(item) },
        { items: can.filter((one) => one === "remove").map(item) },
      ]}
    />
  );
}
