// Browser-safe: runs in the page.

import type { ConversationView, MemberView } from "../../client/model.ts";
import { t } from "../../i18n/i18n.ts";
import { withNodes } from "../with_nodes.tsx";
import { ConfirmDialog } from "./confirm_dialog.tsx";

interface DialogProps {
  /** Done when it resolves; a rejection is shown and the dialog stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Before one leaves a room. */
export function LeaveDialog(
  { room, ...actions }: DialogProps & { room: Pick<ConversationView, "title" | "policy"> },
) {
  return (
    <ConfirmDialog
      title={t("Leave {room}?", { room: room.title })}
      confirm={t("Leave now")}
      {...actions}
    >
      <p>
        {t("You will not receive what is written after you leave.")} {room.policy === "open"
          ? t("The room stays open: you can join it again.")
          : t("To come back you need a new invitation.")}
      </p>
    </ConfirmDialog>
  );
}

/** Before an admin removes somebody. */
export function RemoveDialog({ member, ...actions }: DialogProps & { member: MemberView }) {
  return (
    <ConfirmDialog
      title={t("Remove {name}?", { name: member.fullName })}
      confirm={t("Remove now")}
      {...actions}
    >
      <p>
        {withNodes(
          t(
            "{name} ({uid}) will not be able to read what is written from now on. What they read before stays with them.",
          ),
          { name: <bdi>{member.fullName}</bdi>, uid: <bdi>@{member.uid}</bdi> },
        )}
      </p>
    </ConfirmDialog>
  );
}

/** Before everything of a person is wiped from this browser. */
export function ForgetDialog(actions: DialogProps) {
  return (
    <ConfirmDialog title={t("Forget this browser?")} confirm={t("Forget and log out")} {...actions}>
      <p>
        {t(
          "Your keys, your conversations and whom you trust are removed from this browser, and you are logged out.",
        )}
      </p>
      <p>
        <strong>{t("Old messages stay closed after that.")}</strong> {t(
          "If this is your only browser, you will make new keys at the next sign-in, and nothing that was sealed for the old ones can be opened again.",
        )}
      </p>
      <p>{t("To come back to this browser later, choose Log out instead.")}</p>
    </ConfirmDialog>
  );
}
