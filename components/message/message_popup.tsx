/** What is open beside a message: its menu, or the emoji to react with. */

import type { MessageView } from "../../client/model/mod.ts";
import type { MessageActions } from "./message_actions.ts";
import { MessageMenu } from "./message_menu.tsx";
import type { PopupType } from "./message_tools.tsx";
import { ReactPopup } from "./react_popup.tsx";

/** The message is named by the key of its row, and looked up when it is drawn. */
export interface OpenPopup {
  type: PopupType;
  key: string;
  anchor: HTMLElement;
}

export interface MessagePopupProps extends Pick<OpenPopup, "type" | "anchor"> {
  message: MessageView;
  actions: MessageActions;
  onOpen: (popup: OpenPopup) => void;
  onClose: () => void;
}

/** What is open beside a message: its menu, or the emoji to react with. */
export function MessagePopup(props: MessagePopupProps) {
  const { type, message, anchor, actions, onOpen, onClose } = props;
  switch (type) {
    case "menu":
      return (
        <MessageMenu
          message={message}
          actions={actions}
          anchor={anchor}
          onReact={() => onOpen({ type: "react", key: message.key, anchor })}
          onClose={onClose}
        />
      );
    case "react":
      return (
        <ReactPopup
          message={message}
          anchor={anchor}
          onPick={(emoji) => {
            onClose();
            actions.react(message, emoji);
          }}
          onClose={onClose}
        />
      );
  }
}
