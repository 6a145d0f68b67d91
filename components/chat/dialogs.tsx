/** The dialogs of the whole chat, chosen by kind and wired to the model. */

import { filteredList } from "../../client/model/list_view.ts";
import { t } from "../../i18n/i18n.ts";
import { SearchDialog } from "../search/search_dialog.tsx";
import { SettingsDialog } from "../settings/settings_dialog.tsx";
import { ClearHistoryDialog } from "../dialogs/clear_history_dialog.tsx";
import { holdTyping } from "../kit/typed_ahead.ts";
import { chatCommands } from "../switcher/commands.ts";
import { InviteDialog } from "../dialogs/invite_dialog.tsx";
import {
  ForgetDialog,
  LeaveDialog,
  LogOutDialog,
  RemoveDialog,
} from "../dialogs/leaving_dialogs.tsx";
import { NewRoomDialog } from "../dialogs/new_room_dialog.tsx";
import { LOGIN, type OpenDialog, type PaneProps } from "../pane.ts";
import { SaveLogDialog } from "../dialogs/save_log_dialog.tsx";
import { ShortcutsDialog } from "../dialogs/shortcuts_dialog.tsx";
import type { SwitchTarget } from "../switcher/switch_targets.ts";
import { SwitcherDialog } from "../switcher/switcher_dialog.tsx";

/** As long as clearing the history can be taken back. */
const UNDO_MS = 10_000;

interface DialogsProps extends PaneProps {
  dialog: OpenDialog;
  onClose: () => void;
}

export function Dialogs({ dialog, onClose, ...pane }: DialogsProps) {
  const { model, attempt, announce, jumpTo } = pane;
  const current = model.current.value;
  switch (dialog.type) {
    case "new-room":
      return (
        <NewRoomDialog
          onCreate={(name, policy) => model.conversations.createRoom(name, policy)}
          onClose={onClose}
        />
      );
    case "invite": {
      const inside = new Set(current?.members.map((member) => member.id));
      return (
        <InviteDialog
          roomName={current?.title ?? ""}
          people={filteredList(
            model.people.value,
            (person) => !inside.has(person.id) && !person.isSelf,
          )}
          onInvite={(person) => model.conversations.invite(person.id)}
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
          onConfirm={() => model.conversations.leaveRoom(dialog.room.id)}
          onClose={onClose}
        />
      );
    case "remove":
      return (
        <RemoveDialog
          member={dialog.member}
          onConfirm={() => model.conversations.removeMember(dialog.member.id)}
          onClose={onClose}
        />
      );
    case "log-out":
      return (
        <LogOutDialog
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
        <ForgetDialog
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
        <SaveLogDialog
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
        <ClearHistoryDialog
          title={current?.title ?? ""}
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
    case "search":
      return (
        <SearchDialog
          model={model}
          conversation={dialog.conversation}
          onChoose={(hit) => {
            onClose();
            void attempt(async () => {
              if (model.current.value?.id !== hit.conversation) {
                await model.conversations.open(hit.conversation);
              }
              jumpTo.value = hit.id;
            });
          }}
          onClose={onClose}
        />
      );
    case "switcher":
      return (
        <SwitcherDialog
          people={model.people.value.items}
          rooms={model.rooms.value.items}
          commands={chatCommands(pane)}
          onChoose={(target) => {
            onClose();
            holdTyping(attempt(() => go(pane, target)));
          }}
          onClose={onClose}
        />
      );
  }
}

async function go({ model }: PaneProps, target: SwitchTarget): Promise<void> {
  switch (target.type) {
    case "person":
      return await model.conversations.openPerson(target.person.id);
    case "room":
      return await model.conversations.open(target.room.id);
    case "joinable":
      return await model.conversations.joinRoom(target.room.id);
    case "command":
      return target.command.run();
  }
}
