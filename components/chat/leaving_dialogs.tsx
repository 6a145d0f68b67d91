// Browser-safe: runs in the page.

import type { ConversationView, MemberView } from "../../client/model.ts";
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
    <ConfirmDialog title={`Leave ${room.title}?`} confirm="Leave now" {...actions}>
      <p>
        You will not receive what is written after you leave. {room.policy === "open"
          ? "The room stays open: you can join it again."
          : "To come back you need a new invitation."}
      </p>
    </ConfirmDialog>
  );
}

/** Before an admin removes somebody. */
export function RemoveDialog({ member, ...actions }: DialogProps & { member: MemberView }) {
  return (
    <ConfirmDialog title={`Remove ${member.fullName}?`} confirm="Remove now" {...actions}>
      <p>
        <bdi>{member.fullName}</bdi>{" "}
        (<bdi>@{member.uid}</bdi>) will not be able to read what is written from now on. What they
        read before stays with them.
      </p>
    </ConfirmDialog>
  );
}

/** Before everything of a person is wiped from this browser. */
export function ForgetDialog(actions: DialogProps) {
  return (
    <ConfirmDialog title="Forget this browser?" confirm="Forget and log out" {...actions}>
      <p>
        Your keys, your conversations and whom you trust are removed from this browser, and you are
        logged out.
      </p>
      <p>
        <strong>Old messages stay closed after that.</strong>{" "}
        If this is your only browser, you will make new keys at the next sign-in, and nothing that
        was sealed for the old ones can be opened again.
      </p>
      <p>To come back to this browser later, choose Log out instead.</p>
    </ConfirmDialog>
  );
}
