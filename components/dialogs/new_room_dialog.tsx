/** The content of the dialog that makes a new room: its name and kind. */

import { useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { RoomPolicy } from "../../protocol/items.ts";
import { Button } from "../kit/button.tsx";
import { errorText } from "../kit/error_text.ts";
import { Field } from "../kit/field.tsx";
import { Note } from "../kit/note.tsx";

export interface NewRoomProps {
  /** Done when it resolves; a rejection is shown beside the field it names, or above. */
  onCreate: (name: string, policy: RoomPolicy) => Promise<void>;
  onClose: () => void;
}

function choices(): { policy: RoomPolicy; label: string; help: string }[] {
  return [
    {
      policy: "open",
      label: t("Open to everyone"),
      help: t("Anyone in the directory can find and join it."),
    },
    {
      policy: "invite",
      label: t("By invitation"),
      help: t("Only people whom an admin invites can come in."),
    },
  ];
}

/** Name and kind of a new room. */
export function NewRoom({ onCreate, onClose }: NewRoomProps) {
  const [name, setName] = useState("");
  const [policy, setPolicy] = useState<RoomPolicy>("open");
  const [busy, setBusy] = useState(false);
  const [nameProblem, setNameProblem] = useState<string>();
  const [problem, setProblem] = useState<string>();

  const create = async () => {
    if (busy) return;
    setProblem(undefined);
    setNameProblem(undefined);
    setBusy(true);
    try {
      await onCreate(name, policy);
      onClose();
    } catch (error) {
      const aboutName = error instanceof AppError && error.field === "name";
      (aboutName ? setNameProblem : setProblem)(errorText(error));
      setBusy(false);
    }
  };

  return (
    <form
      class="form"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      <Field
        id="room-name"
        label={t("Room name")}
        value={name}
        error={nameProblem}
        autocomplete="off"
        autofocus
        dir="auto"
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <fieldset class="choices">
        <legend class="field__label choices__legend">{t("Who can come in?")}</legend>
        {choices().map((choice) => (
          <label class="choice" key={choice.policy}>
            <input
              type="radio"
              class="choice__input"
              name="room-policy"
              value={choice.policy}
              checked={policy === choice.policy}
              aria-labelledby={`room-policy-${choice.policy}`}
              aria-describedby={`room-policy-${choice.policy}-help`}
              onChange={() => setPolicy(choice.policy)}
            />
            <span class="choice__label" id={`room-policy-${choice.policy}`}>{choice.label}</span>
            <span class="choice__help" id={`room-policy-${choice.policy}-help`}>
              {choice.help}
            </span>
          </label>
        ))}
      </fieldset>
      <div class="dialog__foot">
        <Button look="outline" onClick={onClose}>{t("Cancel")}</Button>
        <Button type="submit" look="primary" busy={busy}>{t("Create room")}</Button>
      </div>
    </form>
  );
}
