/** The settings section for the language. */

import type { Preferences } from "../../client/preferences/preferences.ts";
import { LANGUAGES, t } from "../../i18n/i18n.ts";
import type { PaneProps } from "../pane.ts";
import { type Choice, ChoiceGroup } from "./choice_group.tsx";

/** The language of the screens. The page is loaded again in it; what was begun stays. */
export function LanguageSection({ preferences, setPreferences, browser }: PaneProps) {
  const choices: Choice<Preferences["language"]>[] = [
    { value: "auto", label: t("As the browser prefers") },
    ...LANGUAGES.map(({ code, name }) => ({ value: code, label: name, lang: code })),
  ];
  return (
    <>
      <ChoiceGroup
        legend={t("Language of the screens")}
        value={preferences.value.language}
        choices={choices}
        onChange={(language) => {
          setPreferences({ language });
          browser.reload();
        }}
      />
      <p class="field__help">
        {t("Dates and numbers follow the language. The page opens again when you change it.")}
      </p>
    </>
  );
}
