/** The keys that work everywhere in the chat, for the list of shortcuts. */

import { t } from "../i18n/i18n.ts";

export interface GlobalShortcut {
  /** As `aria-keyshortcuts` writes it; on a Mac Command stands for Control. */
  keys: string;
  text: string;
}

/** Keys that work everywhere in the chat, for the list of shortcuts. */
export function globalShortcuts(): readonly GlobalShortcut[] {
  return [
    { keys: "Control+K", text: t("Go to a person, a room or a command") },
    { keys: "Control+Shift+F", text: t("Search messages") },
    { keys: "Alt+ArrowUp", text: t("Previous conversation") },
    { keys: "Alt+ArrowDown", text: t("Next conversation") },
    { keys: "Alt+Shift+ArrowUp", text: t("Previous conversation with unread messages") },
    { keys: "Alt+Shift+ArrowDown", text: t("Next conversation with unread messages") },
    { keys: "Escape", text: t("Close a dialog or a menu") },
  ];
}
