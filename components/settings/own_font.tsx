/** The field for the name of a font that is installed where the browser runs. */

import { useState } from "preact/hooks";
import { isInstalledFont, parseFontName } from "../../client/preferences/own_font.ts";
import { t } from "../../i18n/i18n.ts";
import { Field } from "../kit/field.tsx";

export interface OwnFontProps {
  /** Absent: none was named yet. */
  value: string | undefined;
  /** Takes what is a name, as soon as it is typed; undefined when the field is empty. */
  onChange: (name: string | undefined) => void;
}

/** The page takes on the font while its name is typed; what the browser does not have it says. */
export function OwnFont({ value, onChange }: OwnFontProps) {
  const [typed, setTyped] = useState(value ?? "");
  return (
    <Field
      id="own-font"
      label={t("Name of the font")}
      value={typed}
      error={problemOf(typed)}
      help={t("As your system lists it, for example Georgia. It stays in this browser.")}
      autocomplete="off"
      spellcheck={false}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
        const name = parseFontName(currentTarget.value);
        if (name !== undefined || currentTarget.value.trim() === "") onChange(name);
      }}
    />
  );
}

function problemOf(typed: string): string | undefined {
  if (typed.trim() === "") return undefined;
  const name = parseFontName(typed);
  if (name === undefined) return t("This cannot be the name of a font.");
  return isInstalledFont(name) ? undefined : t("This browser finds no font of this name.");
}
