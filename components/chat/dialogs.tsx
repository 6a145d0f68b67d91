// Browser-safe: runs in the page.

import type { ChatModel, ConversationView, MemberView } from "../../client/model.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { InviteDialog } from "./invite_dialog.tsx";
import { ForgetDialog, LeaveDialog, RemoveDialog } from "./leaving_dialogs.tsx";
import { NewRoomDialog } from "./new_room_dialog.tsx";
import { LOGIN } from "./pane.ts";

/** The dialog over the chat, with what it is about. */
export type OpenDialog =
  | { type: "new-room" }
  | { type: "invite" }
  | { type: "forget" }
  /** The conversation on screen as a file. */
  | { type: "save-log" }
  | { type: "clear-history" }
  /** Everywhere, or begun within one conversation. */
  | { type: "search"; conversation?: ConversationId }
  | { type: "leave"; room: ConversationView }
  | { type: "remove"; member: MemberView };

interface DialogsProps {
  model: ChatModel;
  dialog: OpenDialog;
  onClose: () => void;
}

export function Dialogs({ model, dialog, onClose }: DialogsProps) {
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
    case "save-log":
    case "clear-history":
    case "search":
      return null;
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
