/** The content of the dialog that clears a conversation's history, here or everywhere. */

import { useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Choices } from "../kit/choices.tsx";
import { Confirmation } from "./confirm_dialog.tsx";

export interface ClearHistoryProps {
  /** Done when it resolves; a rejection is shown and the dialog stays. */
  onClear: (everywhere: boolean) => Promise<void>;
  onClose: () => void;
}

/** Where what was said so far disappears, and where it does not. */
export function ClearHistory({ onClear, onClose }: ClearHistoryProps) {
  const [where, setWhere] = useState<"here" | "everywhere">("here");
  return (
    <Confirmation
      confirm={t("Clear history")}
      onConfirm={() => onClear(where === "everywhere")}
      onClose={onClose}
    >
      <p>{t("You do not see any more what was said here until now.")}</p>
      <Choices
        name="clear-where"
        legend={t("Where?")}
        autofocus
        value={where}
        choices={[
          {
            value: "here",
            label: t("In this browser"),
            help: t("Your other browsers keep showing it."),
          },
          {
            value: "everywhere",
            label: t("On all my devices"),
            help: t("Each of your browsers clears it when it next connects."),
          },
        ]}
        onChange={setWhere}
      />
      <p>
        {t(
          "Others keep their copies, and nobody is told. The server keeps the sealed messages, which it cannot read.",
        )}
      </p>
      <p>{t("You can undo this for ten seconds; after that it is final.")}</p>
    </Confirmation>
  );
}
