/** The content of the dialog that lists the keyboard shortcuts. */

import { t } from "../../i18n/i18n.ts";
import { ShortcutList } from "../shortcut_list.tsx";

/** The list of keys, and where the rest is told. */
export function Shortcuts() {
  return (
    <>
      <ShortcutList level="h3" />
      <p class="settings__ways">
        <a href="/help" target="_blank">{t("How everything else works")}</a>
      </p>
    </>
  );
}
