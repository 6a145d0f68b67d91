/** The dialogs about the conversation on the screen, chosen by kind. */

import type { ConversationView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { DateDialog } from "../dialogs/date_dialog.tsx";
import { DeleteDialog } from "../dialogs/delete_dialog.tsx";
import { OnDemand } from "../kit/on_demand.tsx";
import type { MessageActions } from "../message/message_actions.ts";
import type { PaneProps } from "../pane.ts";
import { PinnedDialog } from "./pinned.tsx";
import { type ConversationDialog, copyText } from "./use_conversation.ts";

export interface ConversationDialogsProps
  extends Pick<PaneProps, "model" | "attempt" | "announce"> {
  conversation: ConversationView;
  dialog: ConversationDialog | undefined;
  actions: MessageActions;
  onDate: (date: string) => Promise<boolean>;
  /** Shows another dialog in the place of this one. */
  onShow: (dialog: ConversationDialog) => void;
  onClose: () => void;
}

/** The dialog over the conversation on screen. */
export function ConversationDialogs(props: ConversationDialogsProps) {
  const { model, attempt, announce, conversation, dialog, actions, onDate, onShow, onClose } =
    props;
  switch (dialog?.type) {
    case undefined:
      return null;
    case "details": {
      const { id, own, sender, senderName, senderUid } = dialog.message;
      const person = { id: sender, fullName: senderName, uid: senderUid };
      return (
        <OnDemand
          key="details"
          load={async () => (await import("../dialogs/keys_dialogs.ts")).DetailsDialog}
          with={{
            load: () => model.log.details(id!),
            onCompare: own ? undefined : () => onShow({ type: "safety", person }),
            onClose,
          }}
          attempt={attempt}
          onClose={onClose}
        />
      );
    }
    case "safety": {
      const { id } = dialog.person;
      return (
        <OnDemand
          key="safety"
          load={async () => (await import("../dialogs/keys_dialogs.ts")).SafetyDialog}
          with={{
            person: dialog.person,
            load: () => model.keys.safety(id),
            onVerify: (key) => model.keys.verify(id, key),
            onUnverify: (key) => model.keys.unverify(id, key),
            onCopy: (text) =>
              void attempt(async () => {
                await copyText(text);
                announce(t("Copied."));
              }),
            onClose,
          }}
          attempt={attempt}
          onClose={onClose}
        />
      );
    }
    case "delete":
      return (
        <DeleteDialog
          message={dialog.message}
          onConfirm={() => model.messages.remove(dialog.message.id!)}
          onClose={onClose}
        />
      );
    case "picture":
      return (
        <OnDemand
          key="picture"
          load={async () => (await import("../viewer/picture_viewer.tsx")).PictureViewer}
          with={{
            entries: conversation.entries,
            start: dialog.message.key,
            onFetch: actions.fetchFile,
            onSave: actions.saveFile,
            onClose,
          }}
          attempt={attempt}
          onClose={onClose}
        />
      );
    case "pinned":
      return (
        <PinnedDialog
          pinned={conversation.pinned}
          onReach={actions.reach}
          onUnpin={(id) => void attempt(() => model.messages.pin(id, false))}
          onClose={onClose}
        />
      );
    case "date":
      return <DateDialog onDate={onDate} onClose={onClose} />;
  }
}
