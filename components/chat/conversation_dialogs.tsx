// Browser-safe: runs in the page.

import type { ConversationView } from "../../client/model.ts";
import { DateDialog } from "./date_dialog.tsx";
import { DeleteDialog } from "./delete_dialog.tsx";
import { DetailsDialog } from "./details_dialog.tsx";
import type { MessageActions } from "./message_actions.ts";
import type { PaneProps } from "./pane.ts";
import { PictureViewer } from "./picture_viewer.tsx";
import { PinnedDialog } from "./pinned.tsx";
import type { ConversationDialog } from "./use_conversation.ts";

export interface ConversationDialogsProps extends Pick<PaneProps, "model" | "attempt"> {
  conversation: ConversationView;
  dialog: ConversationDialog | undefined;
  actions: MessageActions;
  onDate: (date: string) => Promise<boolean>;
  onClose: () => void;
}

/** The dialog over the conversation on screen. */
export function ConversationDialogs(props: ConversationDialogsProps) {
  const { model, attempt, conversation, dialog, actions, onDate, onClose } = props;
  switch (dialog?.type) {
    case undefined:
      return null;
    case "details":
      return <DetailsDialog load={() => model.details(dialog.message.id!)} onClose={onClose} />;
    case "delete":
      return (
        <DeleteDialog
          message={dialog.message}
          onConfirm={() => model.deleteMessage(dialog.message.id!)}
          onClose={onClose}
        />
      );
    case "picture":
      return (
        <PictureViewer
          entries={conversation.entries}
          start={dialog.message.key}
          onFetch={actions.fetchFile}
          onSave={actions.saveFile}
          onClose={onClose}
        />
      );
    case "pinned":
      return (
        <PinnedDialog
          pinned={conversation.pinned}
          onReach={actions.reach}
          onUnpin={(id) => void attempt(() => model.pin(id, false))}
          onClose={onClose}
        />
      );
    case "date":
      return <DateDialog onDate={onDate} onClose={onClose} />;
  }
}
