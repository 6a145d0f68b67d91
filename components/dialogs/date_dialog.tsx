/** The content of the dialog that asks for a date and jumps there. */

import { useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { errorText } from "../kit/error_text.ts";
import { Field } from "../kit/field.tsx";
import { localDate } from "../log/timeline.ts";

export interface JumpToDateProps {
  /** Resolves to whether there was anything on or after that date. */
  onDate: (date: string) => Promise<boolean>;
  onClose: () => void;
}

/** Asks for a date and leads there. */
export function JumpToDate({ onDate, onClose }: JumpToDateProps) {
  const today = localDate(new Date());
  const [date, setDate] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const go = async () => {
    if (busy) return;
    if (date === "") return setProblem(t("Choose a date."));
    setBusy(true);
    setProblem(undefined);
    try {
      if (await onDate(date)) return onClose();
      setProblem(t("Nothing was written on or after that date. Choose an earlier one."));
    } catch (error) {
      setProblem(errorText(error));
    }
    setBusy(false);
  };

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <Field
        id="jump-date"
        type="date"
        label={t("Date")}
        max={today}
        value={date}
        error={problem}
        onInput={(event) => setDate(event.currentTarget.value)}
      />
      <div class="dialog__foot">
        <Button look="outline" onClick={onClose}>{t("Cancel")}</Button>
        <Button type="submit" look="primary" busy={busy}>{t("Jump")}</Button>
      </div>
    </form>
  );
}
