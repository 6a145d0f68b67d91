/** The menu of everything that can be done with a message. */

import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import {
  type ActionEntry,
  ACTIONS,
  actionsFor,
  type MessageActions,
  perform,
} from "./message_actions.ts";
import { readerDateWords } from "../kit/reader.ts";
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
  const can = actionsFor(message);
  const itemsAt = (at: ActionEntry["place"]) =>
    can.filter((action) => ACTIONS[action].place === at).map((action): PopupMenuItem => ({
      label: ACTIONS[action].label(message),
      icon: ACTIONS[action].icon,
      danger: at === "danger",
      // Those that stand in the toolbar too are for long presses, where there is no toolbar.
      narrow: at === "tools",
      onChoose: () => perform(action, message, actions, onReact),
    }));
  return (
    <PopupMenu
      label={t("Actions on this message")}
      anchor={anchor}
      onClose={onClose}
      parts={[
        { title: readerDateWords().full(new Date(message.time)), items: itemsAt("tools") },
        { items: itemsAt("menu") },
        { items: itemsAt("danger") },
      ]}
    />
  );
}
