/** The content of the dialog before one's own message is deleted. */

import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { plainText } from "../../protocol/rich_text/plain_text.ts";
import { Confirmation } from "./confirm_dialog.tsx";

export interface DeleteMessageProps {
  message: MessageView;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Before one's own message is taken back. */
export function DeleteMessage({ message, ...actions }: DeleteMessageProps) {
  return (
    <Confirmation confirm={t("Delete for everybody")} {...actions}>
      {message.text === "" ? null : <p class="excerpt" dir="auto">{plainText(message.text)}</p>}
      <p>
        {t(
          "It goes from the screens of all members, and that you took it back stays in its place. Who saved it before keeps what they saved.",
        )}
      </p>
    </Confirmation>
  );
}
