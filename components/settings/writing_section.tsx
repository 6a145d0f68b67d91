/** The settings section for what the Enter key does. */

import { t } from "../../i18n/i18n.ts";
import type { PaneProps } from "../pane.ts";
import { ChoiceGroup } from "./choice_group.tsx";

/** What the Enter key does. */
export function WritingSection({ preferences, setPreferences }: PaneProps) {
  return (
    <ChoiceGroup
      legend={t("Sending a message")}
      value={preferences.value.enterSends ? "enter" : "modified"}
      choices={[
        {
          value: "enter",
          label: t("Enter sends"),
          help: t("Shift and Enter begins a new line."),
        },
        {
          value: "modified",
          label: t("Ctrl and Enter sends"),
          help: t("Enter begins a new line. On a Mac it is Command and Enter."),
        },
      ]}
      onChange={(value) => setPreferences({ enterSends: value === "enter" })}
    />
  );
}
