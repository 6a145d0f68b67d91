/** The choice of a skin tone for emoji. */

import { useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { SKIN_TONES } from "./emoji_table.ts";

const HAND = "\u{270b}";
const FIRST_TONE = 0x1f3fb;

/** The skin tone of the emoji that have one: a button that unfolds the six of them. */
export function SkinTones({ tone, onTone }: { tone: number; onTone: (tone: number) => void }) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <button
        type="button"
        class="emoji-panel__group"
        aria-label={t("Skin tone: {tone}", { tone: toneName(tone) })}
        title={t("Skin tone: {tone}", { tone: toneName(tone) })}
        aria-expanded="false"
        onClick={() => setOpen(true)}
      >
        {handIn(tone)}
      </button>
    );
  }
  return (
    <div class="emoji-panel__tones" role="group" aria-label={t("Skin tone")}>
      {Array.from({ length: SKIN_TONES }, (_, one) => (
        <button
          key={one}
          type="button"
          class="emoji-panel__group"
          aria-label={toneName(one)}
          title={toneName(one)}
          aria-pressed={one === tone}
          onClick={() => {
            onTone(one);
            setOpen(false);
          }}
        >
          {handIn(one)}
        </button>
      ))}
    </div>
  );
}

function handIn(tone: number): string {
  return tone === 0 ? HAND : HAND + String.fromCodePoint(FIRST_TONE + tone - 1);
}

function toneName(tone: number): string {
  switch (tone) {
    case 1:
      return t("light");
    case 2:
      return t("medium light");
    case 3:
      return t("medium");
    case 4:
      return t("medium dark");
    case 5:
      return t("dark");
    default:
      return t("none");
  }
}
