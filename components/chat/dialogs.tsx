// Browser-safe: runs in the page.

import type { ConversationView, MemberView } from "../../client/model.ts";
import type { SettingsSection } from "../settings/sections.ts";
import { SettingsDialog } from "../settings/settings_dialog.tsx";
import { InviteDialog } from "./invite_dialog.tsx";
import { ForgetDialog, LeaveDialog, RemoveDialog } from "./leaving_dialogs.tsx";
import { NewRoomDialog } from "./new_room_dialog.tsx";
import { LOGIN, type PaneProps } from "./pane.ts";
import { ShortcutsDialog } from "./shortcuts_dialog.tsx";

/** The dialog over the chat, with what it is about. */
export type OpenDialog =
  | { type: "new-room" }
  | { type: "invite" }
  | { type: "forget" }
  | { type: "settings"; section?: SettingsSection }
  | { type: "shortcuts" }
  | { type: "leave"; room: ConversationView }
  | { type: "remove"; member: MemberView };

interface DialogsProps extends PaneProps {
  dialog: OpenDialog;
  onClose: () => void;
}

export function Dialogs({ dialog, onClose, ...pane }: DialogsProps) {
  const { model } = pane;
  const current = model.current.value;
  switch (dialog.type) {
    case "new-room":
      return (
        <NewRoomDialog
          onCreate={(name, policy) => model.createRoom(name, policy)}
          onClose={onClose}
        />
      );
    case "invite": {
      const inside = new Set(current?.members.map((member) => member.id));
      return (
        <InviteDialog
          roomName={current?.title ?? ""}
          people={model.people.value.filter((person) => !inside.has(person.id) && !person.isSelf)}
          onInvite={(person) => model.invite(person.id)}
          onClose={onClose}
        />
      );
    }
    case "settings":
      return (
        <SettingsDialog
          {...pane}
          section={dialog.section ?? "appearance"}
          onClose={onClose}
        />
      );
    case "shortcuts":
      return <ShortcutsDialog onClose={onClose} />;
    case "leave":
      return (
        <LeaveDialog
          room={dialog.room}
          onConfirm={() => model.leaveRoom(dialog.room.id)}
          onClose={onClose}
        />
      );
    case "remove":
      return (
        <RemoveDialog
          member={dialog.member}
          onConfirm={() => model.removeMember(dialog.member.id)}
          onClose={onClose}
        />
      );
    case "forget":
      return (
        <ForgetDialog
          onConfirm={async () => {
            await model.forgetBrowser();
            location.assign(LOGIN);
          }}
          onClose={onClose}
        />
      );
  }
}
