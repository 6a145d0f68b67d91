/** The emoji to react with: a few at once, and all others by a button. */

import { useState } from "preact/hooks";
import type { MessageView, ReactionView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { MAX_MESSAGE_EMOJI, MAX_PERSON_EMOJI } from "../../protocol/limits.ts";
import { IconButton } from "../kit/button.tsx";
import { EmojiPicker } from "../emoji/emoji_picker.tsx";
import { Popup } from "../kit/popup.tsx";

/** What people answer with most. */
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

export interface ReactPopupProps {
  message: MessageView;
  anchor: HTMLElement;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** A few emoji to react with, and the way to all others. */
export function ReactPopup({ message, anchor, onPick, onClose }: ReactPopupProps) {
  const [all, setAll] = useState(false);
  const { reactions } = message;
  const own = new Set(reactions.filter(({ own }) => own).map(({ emoji }) => emoji));
  const { offered, isFull, note } = offer(reactions, own);
  return (
    <Popup anchor={anchor} label={t("React")} onClose={onClose}>
      <div class="react">
        {offered.map((emoji) => (
          <button
            type="button"
            key={emoji}
            class="button react__emoji"
            aria-pressed={own.has(emoji)}
            aria-label={t("React with {emoji}", { emoji })}
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
        {isFull ? null : (
          <IconButton
            icon="plus"
            label={t("More reactions")}
            aria-expanded={all}
            onClick={() => setAll(!all)}
          />
        )}
        {all && !isFull ? <EmojiPicker onPick={onPick} onClose={() => setAll(false)} /> : null}
        {note === undefined ? null : <p class="react__note">{note}</p>}
      </div>
    </Popup>
  );
}

/** What can be chosen: where nothing new can come, only what is there, or what is one's own. */
export function offer(
  reactions: readonly ReactionView[],
  own: ReadonlySet<string>,
): { offered: readonly string[]; isFull: boolean; note?: string } {
  if (own.size >= MAX_PERSON_EMOJI) {
    return {
      offered: [...own],
      isFull: true,
      note: t(
        "You put {count} emoji under this message, and no more can be. Take one away first.",
        {
          count: MAX_PERSON_EMOJI,
        },
      ),
    };
  }
  if (reactions.length >= MAX_MESSAGE_EMOJI) {
    return {
      offered: reactions.map(({ emoji }) => emoji),
      isFull: true,
      note: t(
        "{count} different emoji stand under this message, and no more can. Choose one of them.",
        { count: MAX_MESSAGE_EMOJI },
      ),
    };
  }
  return { offered: QUICK, isFull: false };
}
