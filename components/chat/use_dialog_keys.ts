/** The keys that open the settings and the list of shortcuts. */

import { useLayoutEffect } from "preact/hooks";
import type { OpenDialog } from "../pane.ts";

/** What a key opens; `undefined` when it opens nothing there. */
export function dialogOfKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  writing: boolean,
): OpenDialog | undefined {
  if (event.altKey) return undefined;
  const modified = event.ctrlKey || event.metaKey;
  if (modified && event.key === ",") return { type: "settings" };
  if (!modified && !writing && event.key === "?") return { type: "shortcuts" };
  return undefined;
}

/** Opens the settings and the list of keys by their keys, unless a dialog is open already. */
export function useDialogKeys(showDialog: (dialog: OpenDialog) => void): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
      const dialog = dialogOfKey(event, isWriting(event.target));
      if (dialog === undefined) return;
      event.preventDefault();
      showDialog(dialog);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [showDialog]);
}

/** Whether what is typed at `target` becomes text there. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"));
}
