/** The settings dialog; its content loads when it is first opened. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { errorText } from "../kit/error_text.ts";
import { Modal } from "../kit/modal.tsx";
import { Note } from "../kit/note.tsx";
import type { SettingsProps } from "./settings.tsx";

type Settings = ComponentType<SettingsProps>;

/** Everything a person may choose. What it shows is loaded when it is first opened. */
export function SettingsDialog({ onClose, ...props }: SettingsProps & { onClose: () => void }) {
  const [loaded, setLoaded] = useState<{ Settings: Settings }>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    import("./settings.tsx").then(setLoaded, (error) => setProblem(errorText(error)));
  }, []);

  return (
    <Modal title={t("Settings")} wide onClose={onClose}>
      {problem !== undefined
        ? <Note look="danger" icon="alert" role="alert">{problem}</Note>
        : loaded === undefined
        ? (
          <p class="settings__opening" role="status">
            <span class="spinner" aria-hidden="true" />
            {t("Opening the settings…")}
          </p>
        )
        : <loaded.Settings {...props} />}
    </Modal>
  );
}
