/** The settings section for the name that others see. */

import { useCallback, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import { normalizeName } from "../../protocol/name_rules.ts";
import { Button } from "../kit/button.tsx";
import type { PaneProps } from "../pane.ts";
import { errorText } from "../kit/error_text.ts";
import { Field } from "../kit/field.tsx";
import { Icon } from "../kit/icon.tsx";
import { Note } from "../kit/note.tsx";
import { useList } from "../kit/use_list.ts";
import { NameHistory } from "./name_history.tsx";

/** How others call this person, what they called them before, and what never changes. */
export function AccountSection({ model }: PaneProps) {
  const { uid, fullName } = model.me;
  const ownName = model.ownName.value;
  const [typed, setTyped] = useState<string>();
  const { list: names, refresh } = useList(
    useCallback(() => model.ownNames.history(), [model]),
  );
  const [problem, setProblem] = useState<string>();
  const [nameProblem, setNameProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState("");

  const run = async (work: () => Promise<void>, said: string) => {
    setBusy(true);
    setProblem(undefined);
    setNameProblem(undefined);
    setDone("");
    try {
      await work();
      await refresh();
      setDone(said);
    } catch (error) {
      const aboutName = error instanceof AppError && error.field === "name";
      (aboutName ? setNameProblem : setProblem)(errorText(error));
    }
    setBusy(false);
  };

  const rename = () => {
    const name = normalizeName(typed ?? ownName);
    const isNone = name === "";
    setNameProblem(isNone ? t("Enter a name, or go back to the default one.") : undefined);
    if (isNone || name === ownName || busy) return;
    void run(async () => {
      await model.ownNames.set(name === fullName ? "" : name);
      setTyped(undefined);
    }, t("Others see your new name now."));
  };

  return (
    <>
      <form
        class="settings__group"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        {problem === undefined
          ? null
          : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
        <Field
          id="display-name"
          label={t("Display name")}
          help={t(
            "How others see you. It is signed with your key, and they see the change at once.",
          )}
          error={nameProblem}
          value={typed ?? ownName}
          autocomplete="off"
          dir="auto"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <div class="actions">
          <Button type="submit" look="primary" busy={busy}>{t("Change the name")}</Button>
          <Button
            look="outline"
            icon="undo"
            disabled={busy || ownName === fullName}
            onClick={() =>
              void run(async () => {
                await model.ownNames.set("");
                setTyped(undefined);
              }, t("Your name is {name} again.", { name: fullName }))}
          >
            {t("Back to the default name")}
          </Button>
        </div>
        <p class="settings__done" role="status">{done}</p>
      </form>
      <NameHistory
        names={names}
        defaultName={fullName}
        busy={busy}
        onClear={() => void run(() => model.ownNames.clearHistory(), t("The history is empty."))}
      />
      <p class="settings__fixed">
        <Icon name="lock" />
        <span>
          {t("Your username @{uid} never changes: it stands in your certificate.", { uid })}
        </span>
      </p>
    </>
  );
}
