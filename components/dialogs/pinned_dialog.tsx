/** The content of the dialog with all pinned messages. */

import type { ListView, PinnedView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { readerDateWords, useNow } from "../kit/reader.ts";

export interface AllPinnedProps {
  pinned: ListView<PinnedView>;
  onReach: (id: ItemId) => void;
  onUnpin: (id: ItemId) => void;
  onClose: () => void;
}

/** All pinned messages. */
export function AllPinned({ pinned, onReach, onUnpin, onClose }: AllPinnedProps) {
  const now = useNow();
  const words = readerDateWords();
  return (
    <>
      {pinned.items.length === 0
        ? <p class="pinned__none" role="status">{noPinsWords(pinned.state)}</p>
        : (
          <ul class="pins" role="list">
            {pinned.items.map(({ id, senderName, text, time }) => (
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

function noPinsWords(state: ListView<PinnedView>["state"]): string {
  switch (state) {
    case "loading":
      return t("Loading…");
    case "failed":
      return t("The pinned messages come with the conversation, once it can be loaded.");
    default:
      return t("Nothing is pinned. Pin a message from its menu to keep it at hand for everybody.");
  }
}
