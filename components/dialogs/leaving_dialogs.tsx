/** The contents of the dialogs before leaving: a room, the session, or this browser; and before a removal. */

import type { ConversationView, MemberView, NotSentView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { withNodes } from "../kit/with_nodes.tsx";
import { Confirmation } from "./confirm_dialog.tsx";

interface AskingProps {
  /** Done when it resolves; a rejection is shown and the dialog stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Before one leaves a room. */
export function Leave(
  { room, ...actions }: AskingProps & { room: Pick<ConversationView, "policy"> },
) {
  return (
    <Confirmation confirm={t("Leave now")} {...actions}>
      <p>
        {t("You will not receive what is written after you leave.")} {room.policy === "open"
          ? t("The room stays open: you can join it again.")
          : t("To come back you need a new invitation.")}
      </p>
    </Confirmation>
  );
}

/** Before an admin removes somebody. */
export function Remove({ member, ...actions }: AskingProps & { member: MemberView }) {
  return (
    <Confirmation confirm={t("Remove now")} {...actions}>
      <p>
        {withNodes(
          t(
            "{name} ({uid}) will not be able to read what is written from now on. What they read before stays with them.",
          ),
          { name: <bdi>{member.fullName}</bdi>, uid: <bdi>@{member.uid}</bdi> },
        )}
      </p>
    </Confirmation>
  );
}

/** Before one logs out while something waits to leave. */
export function LogOut(
  { everywhere, notSent, ...actions }: AskingProps & { everywhere: boolean; notSent: NotSentView },
) {
  const { files, messages, changes, unstored } = notSent;
  return (
    <Confirmation
      confirm={everywhere ? t("Log out everywhere") : t("Log out now")}
      {...actions}
    >
      <FilesLost count={files} />
      {unstored === 0 ? null : (
        <p>
          {tn(
            unstored,
            "{count} message was not sent and could not be kept in this browser. It is lost.",
            "{count} messages were not sent and could not be kept in this browser. They are lost.",
          )}
        </p>
      )}
      {messages === 0 ? null : (
        <p>
          {tn(
            messages,
            "{count} message has not been sent. It stays in this browser, sealed, and leaves when you sign in here again.",
            "{count} messages have not been sent. They stay in this browser, sealed, and leave when you sign in here again.",
          )}
        </p>
      )}
      {changes === 0 ? null : (
        <p>
          {tn(
            changes,
            "{count} change to messages has not been sent. It stays in this browser, sealed, and leaves when you sign in here again.",
            "{count} changes to messages have not been sent. They stay in this browser, sealed, and leave when you sign in here again.",
          )}
        </p>
      )}
    </Confirmation>
  );
}

/** Before everything of a person is wiped from this browser. */
export function Forget({ notSent, ...actions }: AskingProps & { notSent: NotSentView }) {
  const { files, changes } = notSent;
  const messages = notSent.messages + notSent.refused + notSent.unstored;
  return (
    <Confirmation confirm={t("Forget and log out")} {...actions}>
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
      <FilesLost count={files} />
      {messages === 0 ? null : (
        <p>
          {tn(
            messages,
            "{count} message has not been sent. It is lost.",
            "{count} messages have not been sent. They are lost.",
          )}
        </p>
      )}
      {changes === 0 ? null : (
        <p>
          {tn(
            changes,
            "{count} change to messages has not been sent. It is lost.",
            "{count} changes to messages have not been sent. They are lost.",
          )}
        </p>
      )}
      <p>{t("To come back to this browser later, choose Log out instead.")}</p>
    </Confirmation>
  );
}

function FilesLost({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p>
      {tn(
        count,
        "{count} file has not been sent. It is removed from this browser.",
        "{count} files have not been sent. They are removed from this browser.",
      )}
    </p>
  );
}
