/** The keys in the log and on a message, for the list of shortcuts. */

import { t } from "../i18n/i18n.ts";

export interface Shortcut {
  /** Keys that do the same, as `KeyboardEvent.key` has them. */
  keys: readonly string[];
  text: string;
}

/** Keys in the log, for the list of shortcuts. */
export function logShortcuts(): readonly Shortcut[] {
  return [
    { keys: ["ArrowUp"], text: t("Previous message") },
    { keys: ["ArrowDown"], text: t("Next message") },
    { keys: ["Home"], text: t("First message that is loaded") },
    { keys: ["End"], text: t("Newest message") },
    ...messageShortcuts(),
  ];
}

/** Keys while a message has the focus. */
function messageShortcuts(): readonly Shortcut[] {
  return [
    { keys: ["r"], text: t("Reply") },
    { keys: ["e"], text: t("Edit your own message") },
    { keys: ["+", ":"], text: t("React") },
    { keys: ["p"], text: t("Pin or unpin") },
    { keys: ["c"], text: t("Copy the text") },
    { keys: ["i"], text: t("Message details") },
    { keys: ["Delete"], text: t("Take your own message back") },
  ];
}
