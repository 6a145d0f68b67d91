/** The keyboard shortcuts in groups, gathered from all parts of the chat. */

import { t } from "../i18n/i18n.ts";
import { globalShortcuts } from "./global_shortcuts.ts";
import { logShortcuts } from "./log_shortcuts.ts";

export interface Shortcut {
  /** Keys to press together, as they stand on the keyboard; each list is one way to do it. */
  keys: readonly (readonly string[])[];
  does: string;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

/** Every key that does something, for the dialog in the chat and for the help page. */
export function shortcutGroups(): ShortcutGroup[] {
  return [
    {
      title: t("Everywhere"),
      shortcuts: [
        { keys: [["?"]], does: t("Show this list") },
        { keys: [keysOf("Control+,")], does: t("Open the settings") },
        ...globalShortcuts().map(({ keys, text }) => ({ keys: [keysOf(keys)], does: text })),
        {
          keys: [keysOf("Tab"), keysOf("Shift+Tab")],
          does: t("Go to the next part, or the one before"),
        },
      ],
    },
    {
      title: t("Writing"),
      shortcuts: [
        { keys: [keysOf("Enter")], does: t("Send the message") },
        { keys: [keysOf("Shift+Enter")], does: t("Begin a new line") },
        { keys: [keysOf("Control+Enter")], does: t("Send, whatever Enter does") },
      ],
    },
    {
      title: t("In the messages"),
      shortcuts: logShortcuts().map(({ keys, text }) => ({
        keys: keys.map((key) => [keyName(key)]),
        does: text,
      })),
    },
    {
      title: t("Panes"),
      shortcuts: [
        {
          keys: [keysOf("ArrowLeft"), keysOf("ArrowRight")],
          does: t("Move the line between two panes that has the focus"),
        },
        {
          keys: [keysOf("Home"), keysOf("End")],
          does: t("Make the pane as narrow or wide as it goes"),
        },
      ],
    },
  ];
}

/** The keys of `Control+Shift+F` as they stand on the keyboard. */
function keysOf(combination: string): string[] {
  return combination.split("+").map(keyName);
}

/** What stands on the key that `KeyboardEvent.key` calls `key`, on keyboards of the language. */
function keyName(key: string): string {
  switch (key) {
    case "Control":
      return "Ctrl";
    case "Shift":
      return t("Shift");
    case "Enter":
      return t("Enter");
    case "Escape":
      return t("Esc");
    case "Delete":
      return t("Del");
    case "Home":
      return t("Home");
    case "End":
      return t("End");
    case "ArrowUp":
      return "↑";
    case "ArrowDown":
      return "↓";
    case "ArrowLeft":
      return "←";
    case "ArrowRight":
      return "→";
    default:
      return key;
  }
}
