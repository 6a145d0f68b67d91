/** The dialog that lists the keyboard shortcuts. */

import { t } from "../../i18n/i18n.ts";
import { Modal } from "../kit/modal.tsx";
import { ShortcutList } from "../shortcut_list.tsx";

/** The list of keys, over the chat. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal title={t("Keyboard shortcuts")} wide onClose={onClose}>
      <ShortcutList level="h3" />
      <p class="settings__ways">
        <a href="/help" target="_blank">{t("How everything else works")}</a>
      </p>
    </Modal>
  );
}
