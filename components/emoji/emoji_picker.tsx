/** Chooses an emoji; loads the table and its code when it is first shown. */

import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { withItsWords } from "../../i18n/page.ts";
import { Button } from "../kit/button.tsx";
import type { EmojiPanel, EmojiPickerProps } from "./emoji_panel.tsx";

/** Chooses an emoji. The table of them, and its code, load when it is first shown. */
export function EmojiPicker(props: EmojiPickerProps) {
  const [Panel, setPanel] = useState<typeof EmojiPanel>();
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    setFailed(false);
    withItsWords(() => import("./emoji_panel.tsx")).then(
      ({ EmojiPanel }) => setPanel(() => EmojiPanel),
      () => setFailed(true),
    );
  }, [tries]);

  useLayoutEffect(() => {
    if (Panel !== undefined) return;
    const closeByKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape") props.onClose();
    };
    document.addEventListener("keydown", closeByKey);
    return () => document.removeEventListener("keydown", closeByKey);
  }, [Panel, props.onClose]);

  if (Panel !== undefined) return <Panel {...props} />;
  return (
    <div class="emoji-panel emoji-panel--waiting" role="status">
      {failed
        ? (
          <>
            <p>{t("The emoji could not be loaded.")}</p>
            <Button small icon="retry" onClick={() => setTries(tries + 1)}>{t("Try again")}</Button>
          </>
        )
        : <span class="spinner" aria-label={t("Loading the emoji…")} role="img" />}
    </div>
  );
}
