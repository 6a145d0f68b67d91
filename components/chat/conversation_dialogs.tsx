/** The dialogs about the conversation on the screen: their frames. Their contents come later. */

import { t } from "../../i18n/i18n.ts";
import { withItsWords } from "../../i18n/page.ts";
import { DialogOnDemand, later } from "../kit/dialog_on_demand.tsx";
import { OnDemand } from "../kit/on_demand.tsx";
import type { ConversationDialogContentProps } from "./conversation_dialog_contents.tsx";
import type { ConversationDialog } from "./use_conversation.ts";

const CONTENT = later(async () =>
  (await withItsWords(() => import("./dialog_contents.tsx"))).ConversationDialogContent
);

export interface ConversationDialogsProps extends Omit<ConversationDialogContentProps, "dialog"> {
  dialog: ConversationDialog | undefined;
}

/** The dialog over the conversation on screen. */
export function ConversationDialogs({ dialog, ...props }: ConversationDialogsProps) {
  const { attempt, conversation, actions, onClose } = props;
  if (dialog === undefined) return null;
  if (dialog.type === "picture") {
    return (
      <OnDemand
        key="picture"
        load={async () =>
          (await withItsWords(() => import("../viewer/picture_viewer.tsx"))).PictureViewer}
        with={{
          entries: conversation.entries,
          start: dialog.start,
          onFetch: actions.fetchFile,
          onSave: actions.saveFile,
          onClose,
        }}
        attempt={attempt}
        onClose={onClose}
      />
    );
  }
  return (
    <DialogOnDemand
      key={dialog.type}
      title={titleOf(dialog.type)}
      reading={dialog.type === "details"}
      content={CONTENT}
      with={{ ...props, dialog }}
      onClose={onClose}
    />
  );
}

function titleOf(type: Exclude<ConversationDialog["type"], "picture">): string {
  switch (type) {
    case "details":
      return t("Message details");
    case "safety":
      return t("Safety number");
    case "delete":
      return t("Delete this message?");
    case "pinned":
      return t("Pinned messages");
    case "date":
      return t("Jump to date");
  }
}
