/** What stands in the dialogs about the conversation on the screen, wired to the model. */

import { useEffect } from "preact/hooks";
import type { ConversationView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { JumpToDate } from "../dialogs/date_dialog.tsx";
import { DeleteMessage } from "../dialogs/delete_dialog.tsx";
import { MessageDetailsContent } from "../dialogs/details_dialog.tsx";
import { AllPinned } from "../dialogs/pinned_dialog.tsx";
import { SafetyNumber } from "../dialogs/safety_dialog.tsx";
import type { MessageActions } from "../message/message_actions.ts";
import type { PaneProps } from "../pane.ts";
import { messageOf } from "./message_of.ts";
import { type ConversationDialog, copyText } from "./use_conversation.ts";

export interface ConversationDialogContentProps
  extends Pick<PaneProps, "model" | "attempt" | "announce"> {
  conversation: ConversationView;
  dialog: Exclude<ConversationDialog, { type: "picture" }>;
  actions: MessageActions;
  /** Resolves to whether there was anything on or after that date. */
  onDate: (date: string) => Promise<boolean>;
  /** Shows another dialog in the place of this one. */
  onShow: (dialog: ConversationDialog) => void;
  onClose: () => void;
}

/** What was open was about a message that is not there any more. */
function Closed({ onClose }: { onClose: () => void }) {
  useEffect(onClose, []);
  return null;
}

/** What stands in `dialog`. */
export function ConversationDialogContent(props: ConversationDialogContentProps) {
  const { model, attempt, announce, conversation, dialog, actions, onDate, onShow, onClose } =
    props;
  switch (dialog.type) {
    case "details": {
      const { id } = dialog;
      const message = messageOf(conversation.entries, id);
      if (message === undefined) return <Closed onClose={onClose} />;
      const { own, sender, senderName, senderUid, deleted, editedAt } = message;
      const person = { id: sender, fullName: senderName, uid: senderUid };
      return (
        <MessageDetailsContent
          // Other words, or none: what was said of it before goes.
          key={`${deleted} ${editedAt}`}
          load={() => model.log.details(id)}
          onCompare={own ? undefined : () => onShow({ type: "safety", person })}
        />
      );
    }
    case "safety": {
      const { id } = dialog.person;
      return (
        <SafetyNumber
          person={dialog.person}
          load={() => model.keys.safety(id)}
          onVerify={(key) => model.keys.verify(id, key)}
          onUnverify={(key) => model.keys.unverify(id, key)}
          onCopy={(text) =>
            void attempt(async () => {
              await copyText(text);
              announce(t("Copied."));
            })}
        />
      );
    }
    case "delete": {
      const { id } = dialog;
      const message = messageOf(conversation.entries, id);
      if (message?.deleted) return <Closed onClose={onClose} />;
      return (
        <DeleteMessage
          // Of one that is not loaded there is nothing to show.
          text={message?.text ?? ""}
          onConfirm={() => model.messages.remove(id)}
          onClose={onClose}
        />
      );
    }
    case "pinned":
      return (
        <AllPinned
          pinned={conversation.pinned}
          onReach={actions.reach}
          onUnpin={(id) => void attempt(() => model.messages.pin(id, false))}
          onClose={onClose}
        />
      );
    case "date":
      return <JumpToDate onDate={onDate} onClose={onClose} />;
  }
}
