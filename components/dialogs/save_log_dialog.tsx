/** The content of the dialog that saves the conversation as text, JSON or HTML. */

import { useState } from "preact/hooks";
import type { LogFormat, SavedLog } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { Choices } from "../kit/choices.tsx";
import { errorText } from "../kit/error_text.ts";
import { Note } from "../kit/note.tsx";

export interface SaveLogProps {
  title: string;
  onSave: (format: LogFormat) => Promise<SavedLog>;
  onSaved: (name: string) => void;
  onClose: () => void;
}

/** In which form the conversation on screen is saved. */
export function SaveLog({ title, onSave, onSaved, onClose }: SaveLogProps) {
  const [format, setFormat] = useState<LogFormat>("html");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const log = await onSave(format);
      onSaved(log.name);
      onClose();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <p class="prose">
        {t(
          "All of “{title}” that you can read is opened in this browser and saved as one file.",
          {
            title,
          },
        )}
      </p>
      <Choices
        name="log-format"
        legend={t("Format")}
        autofocus
        value={format}
        choices={[
          {
            value: "html",
            label: t("Web page"),
            help: t("To read and to print. One file that loads nothing and runs nothing."),
          },
          { value: "text", label: t("Plain text"), help: t("Opens everywhere.") },
          {
            value: "json",
            label: t("JSON"),
            help: t("For programs, with certificates and every detail."),
          },
        ]}
        onChange={setFormat}
      />
      <Note look="warning" icon="alert">
        {t("The file is not sealed: whoever gets hold of it can read it.")}
      </Note>
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      <p class="search__state" role="status">
        {busy ? t("Gathering the messages. A long conversation takes a while.") : ""}
      </p>
      <div class="dialog__foot">
        <Button look="outline" onClick={onClose}>{t("Cancel")}</Button>
        <Button type="submit" look="primary" icon="save" busy={busy}>{t("Save")}</Button>
      </div>
    </form>
  );
}
