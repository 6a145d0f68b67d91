/** Keys that work wherever the focus is, decided without the page: `use_shortcuts.ts` listens. */

import { isComposingKey } from "../kit/composing_key.ts";

export type GlobalCommand =
  | "switcher"
  | "search"
  | "previous"
  | "next"
  | "previous-unread"
  | "next-unread";

export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "keyCode" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
>;

/** Where the key was pressed. */
export interface KeyPlace {
  /** A keyboard with a Command key. */
  mac: boolean;
  /** A dialog is open: the page behind it does nothing. */
  dialogOpen: boolean;
  /** What has the focus: a field with text, one without, one that opens a list with Alt+arrow. */
  focus: "text" | "empty-text" | "choice" | "other";
}

/** What a key asks for, if it asks for anything here and nothing else needs it more. */
export function globalCommand(press: KeyPress, place: KeyPlace): GlobalCommand | undefined {
  if (isComposingKey(press) || place.dialogOpen) return undefined;
  const { altKey, shiftKey } = press;
  const [command, other] = place.mac
    ? [press.metaKey, press.ctrlKey]
    : [press.ctrlKey, press.metaKey];
  if (other) return undefined;
  if (command) {
    if (altKey) return undefined;
    if (letterOf(press) === "k" && !shiftKey) return "switcher";
    return letterOf(press) === "f" && shiftKey ? "search" : undefined;
  }
  if (!altKey || place.focus === "choice") return undefined;
  // On a Mac these keys move the caret by paragraphs.
  if (place.mac && place.focus === "text") return undefined;
  if (press.key === "ArrowUp") return shiftKey ? "previous-unread" : "previous";
  if (press.key === "ArrowDown") return shiftKey ? "next-unread" : "next";
  return undefined;
}

/** The Latin letter of a key; on keyboards of other scripts by its place. */
function letterOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? "";
}
