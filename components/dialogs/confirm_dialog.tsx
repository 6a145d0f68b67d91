/** The content of a dialog that asks before something that cannot be undone. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { errorText } from "../kit/error_text.ts";
import { Note } from "../kit/note.tsx";

export interface ConfirmationProps {
  /** On the button that does it. */
  confirm: string;
  /** Done when it resolves; a rejection is shown and the dialog stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** What will happen. */
  children: ComponentChildren;
}

/** Asks before something that cannot be taken back. */
export function Confirmation({ confirm, onConfirm, onClose, children }: ConfirmationProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };

  return (
    <>
      <div class="prose">{children}</div>
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      <div class="dialog__foot">
        <Button look="outline" onClick={onClose}>{t("Cancel")}</Button>
        <Button look="danger" busy={busy} onClick={() => void run()}>{confirm}</Button>
      </div>
    </>
  );
}
