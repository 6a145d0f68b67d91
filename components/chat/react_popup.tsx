// Browser-safe: runs in the page.

import { useState } from "preact/hooks";
import type { MessageView } from "../../client/model.ts";
import { t } from "../../i18n/i18n.ts";
import { IconButton } from "../button.tsx";
import { EmojiPicker } from "./emoji_picker.tsx";
import { Popup } from "./popup.tsx";

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
  const own = new Set(message.reactions.filter(({ own }) => own).map(({ emoji }) => emoji));
  return (
    <Popup anchor={anchor} label={t("React")} onClose={onClose}>
      <div class="react">
        {QUICK.map((emoji) => (
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
        <IconButton
          icon="plus"
          label={t("More reactions")}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        />
        {all ? <EmojiPicker onPick={onPick} onClose={() => setAll(false)} /> : null}
      </div>
    </Popup>
  );
}
