/** The content of the dialog before one's own message is deleted. */

import { t } from "../../i18n/i18n.ts";
import { plainText } from "../../protocol/rich_text/plain_text.ts";
import { Confirmation } from "./confirm_dialog.tsx";

export interface DeleteMessageProps {
  /** Of the message, as it is now. */
  text: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Before one's own message is taken back. */
export function DeleteMessage({ text, ...actions }: DeleteMessageProps) {
  return (
    <Confirmation confirm={t("Delete for everybody")} {...actions}>
      {text === "" ? null : <p class="excerpt" dir="auto">{plainText(text)}</p>}
      <p>
        {t(
          "It goes from the screens of all members, and that you took it back stays in its place. Who saved it before keeps what they saved.",
        )}
      </p>
    </Confirmation>
  );
}
