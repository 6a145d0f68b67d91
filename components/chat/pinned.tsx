/** The pinned messages: the bar under the header, and the dialog with all of them. */

import type { ListView, PinnedView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { Modal } from "../kit/modal.tsx";
import { readerDateWords, useNow } from "../kit/reader.ts";

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

export interface PinnedDialogProps {
  pinned: ListView<PinnedView>;
  onReach: (id: ItemId) => void;
  onUnpin: (id: ItemId) => void;
  onClose: () => void;
}

/** All pinned messages. */
export function PinnedDialog({ pinned, onReach, onUnpin, onClose }: PinnedDialogProps) {
  const now = useNow();
  const words = readerDateWords();
  return (
    <Modal title={t("Pinned messages")} onClose={onClose}>
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
    </Modal>
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
