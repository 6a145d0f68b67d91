/** The bar under the header with the newest pinned message. */

import type { ListView, PinnedView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";

export interface PinnedBarProps {
  /** Newest first. */
  pinned: ListView<PinnedView>;
  onReach: (id: ItemId) => void;
  onAll: () => void;
}

/** Under the header: the newest pinned message, and the way to all of them. */
export function PinnedBar({ pinned, onReach, onAll }: PinnedBarProps) {
  const [newest] = pinned.items;
  if (newest === undefined) return null;
  return (
    <section class="pinned" aria-label={t("Pinned messages")}>
      <button
        type="button"
        class="pinned__newest"
        title={t("Go to this message")}
        onClick={() => onReach(newest.id)}
      >
        <Icon name="pin" />
        <span class="said">{t("Pinned")}</span>
        <bdi class="pinned__name">{newest.senderName}</bdi>
        <span class="pinned__text cut" dir="auto">{newest.text || t("A file")}</span>
      </button>
      <Button small onClick={onAll}>
        {tn(pinned.items.length, "{count} pinned", "{count} pinned")}
      </Button>
    </section>
  );
}
