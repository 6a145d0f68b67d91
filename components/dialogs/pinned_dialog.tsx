/** The content of the dialog with all pinned messages. */

import type { PinnedView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { readerDateWords, useNow } from "../kit/use_date_words.ts";

const REFRESH_MS = 60_000;

export interface AllPinnedProps {
  pinned: readonly PinnedView[];
  onReach: (id: ItemId) => void;
  onUnpin: (id: ItemId) => void;
  onClose: () => void;
}

/** All pinned messages. */
export function AllPinned({ pinned, onReach, onUnpin, onClose }: AllPinnedProps) {
  const now = useNow(REFRESH_MS);
  const words = readerDateWords();
  return (
    <>
      {pinned.length === 0
        ? (
          <p class="pinned__none">
            {t("Nothing is pinned. Pin a message from its menu to keep it at hand for everybody.")}
          </p>
        )
        : (
          <ul class="pins" role="list">
            {pinned.map(({ id, senderName, text, time }) => (
              <li class="pins__one" key={id}>
                <p class="pins__head">
                  <bdi class="pins__name">{senderName}</bdi>
                  <time class="time" dateTime={time}>
                    {t("{day}, {time}", {
                      day: words.day(new Date(time), now),
                      time: words.clock(new Date(time)),
                    })}
                  </time>
                </p>
                <p class="pins__text" dir="auto">{text || t("A file")}</p>
                <div class="pins__ways">
                  <Button
                    small
                    look="outline"
                    onClick={() => {
                      onClose();
                      onReach(id);
                    }}
                  >
                    {t("Go to message")}
                  </Button>
                  <Button small onClick={() => onUnpin(id)}>{t("Unpin")}</Button>
                </div>
              </li>
            ))}
          </ul>
        )}
    </>
  );
}
