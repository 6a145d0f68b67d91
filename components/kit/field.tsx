/** Text and password fields with label, help and error. */

import type { ComponentChildren, JSX, Ref } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { t } from "../../i18n/i18n.ts";

type NativeProps = Omit<
  JSX.IntrinsicElements["input"],
  "class" | "icon" | "label" | "ref" | "size"
>;

export interface FieldProps extends NativeProps {
  /** Unique in the page; the ids of help and error are made from it. */
  id: string;
  label: string;
  /** What is wrong with it, in plain words. */
  error?: string | undefined;
  /** What belongs in it, read out with it. */
  help?: ComponentChildren;
  inputRef?: Ref<HTMLInputElement> | undefined;
}

/** A text field with its label, its help, and what is wrong with it. */
export function Field({ id, label, error, help, inputRef, ...rest }: FieldProps) {
  return (
    <div class="field">
      <label class="field__label" for={id}>{label}</label>
      <div class="field__box">
        <input {...rest} {...describe({ id, error, help, inputRef })} />
      </div>
      <FieldNotes id={id} error={error} help={help} />
    </div>
  );
}

/** A password field; what was typed can be shown. */
export function PasswordField({ id, label, error, help, inputRef, ...rest }: FieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div class="field">
      <label class="field__label" for={id}>{label}</label>
      <div class="field__box field__box--reveal">
        <input
          {...rest}
          {...describe({ id, error, help, inputRef })}
          dir="ltr"
          type={shown ? "text" : "password"}
          autocapitalize="off"
          spellcheck={false}
        />
        <button
          type="button"
          class="button button--small field__reveal"
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          <span aria-hidden="true">{shown ? t("Hide") : t("Show")}</span>
          <span class="said">{shown ? t("Hide what is typed") : t("Show what is typed")}</span>
        </button>
      </div>
      <FieldNotes id={id} error={error} help={help} />
    </div>
  );
}

function describe(
  { id, error, help, inputRef }: Pick<FieldProps, "id" | "error" | "help" | "inputRef">,
) {
  const notes = [
    error === undefined ? "" : `${id}-error`,
    help === undefined ? "" : `${id}-help`,
  ].filter(Boolean).join(" ");
  return {
    id,
    class: "input",
    ...(inputRef === undefined ? {} : { ref: inputRef }),
    ...(error === undefined ? {} : { "aria-invalid": true }),
    ...(notes === "" ? {} : { "aria-describedby": notes }),
  };
}

function FieldNotes({ id, error, help }: Pick<FieldProps, "id" | "error" | "help">) {
  return (
    <>
      {error === undefined ? null : (
        <p class="field__error" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
      {help === undefined ? null : <div class="field__help" id={`${id}-help`}>{help}</div>}
    </>
  );
}
