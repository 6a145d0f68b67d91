/** The note that a newer version is ready to start. */

import { useState } from "preact/hooks";
import { t } from "../i18n/i18n.ts";
import { Button, IconButton } from "./kit/button.tsx";
import { Icon } from "./kit/icon.tsx";

/** Offers to go on with a newer version that lies ready; until then everything works as it did. */
export function NewVersionNote({ onStart }: { onStart: () => void }) {
  const [isLater, setLater] = useState(false);
  if (isLater) return null;
  return (
    <div class="new-version" role="status">
      <div class="toast toast--news">
        <span class="toast__mark">
          <Icon name="retry" />
        </span>
        <p class="toast__text">{t("A new version of TalkyWalky is ready.")}</p>
        <Button small look="accent" onClick={onStart}>{t("Reload")}</Button>
        <IconButton icon="close" label={t("Later")} onClick={() => setLater(true)} />
      </div>
    </div>
  );
}
