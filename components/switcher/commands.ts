/** The commands of the quick switcher, beside opening conversations. */

import { t } from "../../i18n/i18n.ts";
import type { PaneProps } from "../pane.ts";
import type { Command } from "./switch_targets.ts";

/** What the quick switcher can do beside opening conversations. */
export function chatCommands({ model, showDialog }: PaneProps): readonly Command[] {
  const open = model.current.value !== undefined;
  return [
    {
      id: "new-room",
      label: t("New room"),
      icon: "plus",
      run: () => showDialog({ type: "new-room" }),
    },
    {
      id: "search",
      label: t("Search messages"),
      icon: "search",
      run: () => showDialog({ type: "search" }),
    },
    ...(open
      ? [
        {
          id: "save-log",
          label: t("Save chat log"),
          icon: "save",
          run: () => showDialog({ type: "save-log" }),
        },
        {
          id: "clear-history",
          label: t("Clear history"),
          icon: "history",
          run: () => showDialog({ type: "clear-history" }),
        },
      ] satisfies Command[]
      : []),
  ];
}
