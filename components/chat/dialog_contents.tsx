/** What stands in the dialogs of the chat that ask or list something, wired to the model. */

import { filteredList } from "../../client/model/list_view.ts";
import { t } from "../../i18n/i18n.ts";
import { ClearHistory } from "../dialogs/clear_history_dialog.tsx";
import { Invite } from "../dialogs/invite_dialog.tsx";
import { Forget, Leave, LogOut, Remove } from "../dialogs/leaving_dialogs.tsx";
import { SaveLog } from "../dialogs/save_log_dialog.tsx";
import { Shortcuts } from "../dialogs/shortcuts_dialog.tsx";
import { LOGIN, type OpenDialog, type PaneProps } from "../pane.ts";

export { ConversationDialogContent } from "./conversation_dialog_contents.tsx";

/** As long as clearing the history can be taken back. */
const UNDO_MS = 10_000;

/** Those that are loaded together, as each is small. */
export type AskingDialog = Exclude<
  OpenDialog,
  { type: "new-room" | "settings" | "search" | "switcher" }
>;

export interface DialogContentProps extends PaneProps {
  dialog: AskingDialog;
  onClose: () => void;
}

/** What stands in `dialog`. */
export function DialogContent({ dialog, onClose, ...pane }: DialogContentProps) {
  const { model, attempt, announce } = pane;
  const current = model.current.value;
  switch (dialog.type) {
    case "invite": {
      const inside = new Set(current?.members.map((member) => member.id));
      return (
        <Invite
          people={filteredList(
            model.people.value,
            (person) => !inside.has(person.id) && !person.isSelf,
          )}
          onInvite={(person) => model.conversations.invite(person.id)}
        />
      );
    }
    case "shortcuts":
      return <Shortcuts />;
    case "leave":
      return (
        <Leave
          room={dialog.room}
          onConfirm={() => model.conversations.leaveRoom(dialog.room.id)}
          onClose={onClose}
        />
      );
    case "remove":
      return (
        <Remove
          member={dialog.member}
          onConfirm={() => model.conversations.removeMember(dialog.member.id)}
          onClose={onClose}
        />
      );
    case "log-out":
      return (
        <LogOut
          everywhere={dialog.everywhere}
          notSent={dialog.notSent}
          onConfirm={async () => {
            await model.leaving.logout({ everywhere: dialog.everywhere });
            location.assign(LOGIN);
          }}
          onClose={onClose}
        />
      );
    case "forget":
      return (
        <Forget
          notSent={dialog.notSent}
          onConfirm={async () => {
            await model.leaving.forgetBrowser();
            location.assign(LOGIN);
          }}
          onClose={onClose}
        />
      );
    case "save-log":
      return (
        <SaveLog
          title={current?.title ?? ""}
          onSave={async (format) => {
            const log = await model.log.save(format);
            pane.browser.saveFile(log.name, log.blob);
            return log;
          }}
          onSaved={(name) => announce(t("Saved as {name}", { name }))}
          onClose={onClose}
        />
      );
    case "clear-history":
      return (
        <ClearHistory
          onClear={async (everywhere) => {
            const { undo } = await model.log.clear({ everywhere });
            announce(
              everywhere ? t("History cleared on all your devices.") : t("History cleared."),
              {
                label: t("Undo"),
                onChoose: () => void attempt(undo),
                withinMs: UNDO_MS,
              },
            );
          }}
          onClose={onClose}
        />
      );
  }
}
