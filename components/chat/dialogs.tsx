/** The dialogs of the whole chat: the frame of each, chosen by kind. Their contents come later. */

import { t } from "../../i18n/i18n.ts";
import { withItsWords } from "../../i18n/page.ts";
import { DialogOnDemand, later } from "../kit/dialog_on_demand.tsx";
import type { OpenDialog, PaneProps } from "../pane.ts";
import type { AskingDialog } from "./dialog_contents.tsx";

// Its words come with those of the chat: it is what a first visit leads to.
const NEW_ROOM = later(async () => (await import("../dialogs/new_room_dialog.tsx")).NewRoom);
const SETTINGS = later(async () =>
  (await withItsWords(() => import("../settings/settings.tsx"))).Settings
);
const FINDERS = () => withItsWords(() => import("./finder_contents.tsx"));
const SEARCH = later(async () => (await FINDERS()).SearchContent);
const SWITCHER = later(async () => (await FINDERS()).SwitcherContent);
const ASKING = later(async () =>
  (await withItsWords(() => import("./dialog_contents.tsx"))).DialogContent
);

interface DialogsProps extends PaneProps {
  dialog: OpenDialog;
  onClose: () => void;
}

/** The dialog over the chat. */
export function Dialogs({ dialog, onClose, ...pane }: DialogsProps) {
  const { model } = pane;
  switch (dialog.type) {
    case "new-room":
      return (
        <DialogOnDemand
          key="new-room"
          title={t("Start a room")}
          field={t("Room name")}
          content={NEW_ROOM}
          with={{
            onCreate: (name, policy) => model.conversations.createRoom(name, policy),
            onClose,
          }}
          onClose={onClose}
        />
      );
    case "settings":
      return (
        <DialogOnDemand
          key="settings"
          title={t("Settings")}
          wide
          content={SETTINGS}
          with={{ ...pane, section: dialog.section ?? "appearance" }}
          onClose={onClose}
        />
      );
    case "search":
      return (
        <DialogOnDemand
          key="search"
          title={t("Search messages")}
          finder
          field={t("Words to search for")}
          content={SEARCH}
          with={{ ...pane, conversation: dialog.conversation, onClose }}
          onClose={onClose}
        />
      );
    case "switcher":
      return (
        <DialogOnDemand
          key="switcher"
          title={t("Go to a conversation")}
          finder
          field={t("Name of a person, a room or a command")}
          content={SWITCHER}
          with={{ ...pane, onClose }}
          onClose={onClose}
        />
      );
    default:
      return (
        <DialogOnDemand
          key={dialog.type}
          title={titleOf(dialog, model.current.value?.title ?? "")}
          wide={dialog.type === "shortcuts"}
          field={dialog.type === "invite" ? t("Find a person") : undefined}
          content={ASKING}
          with={{ ...pane, dialog, onClose }}
          onClose={onClose}
        />
      );
  }
}

/** @param title of the conversation on screen. */
function titleOf(dialog: AskingDialog, title: string): string {
  switch (dialog.type) {
    case "invite":
      return t("Invite to {room}", { room: title });
    case "shortcuts":
      return t("Keyboard shortcuts");
    case "leave":
      return t("Leave {room}?", { room: dialog.room.title });
    case "remove":
      return t("Remove {name}?", { name: dialog.member.fullName });
    case "log-out":
      return t("Log out before everything is sent?");
    case "forget":
      return t("Forget this browser?");
    case "save-log":
      return t("Save chat log");
    case "clear-history":
      return t("Clear the history of {title}?", { title });
  }
}
