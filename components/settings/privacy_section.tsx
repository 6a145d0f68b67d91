/** The settings section for typing hints, read receipts and presence. */

import { t } from "../../i18n/i18n.ts";
import type { PaneProps } from "../pane.ts";
import { SwitchRow } from "./switch_row.tsx";

/** What others learn from this browser besides the messages. */
export function PrivacySection({ preferences, setPreferences }: PaneProps) {
  const { typingHints, readReceipts, presenceShown } = preferences.value;
  return (
    <div class="switches">
      <SwitchRow
        label={t("Say that I am writing")}
        help={t(
          "Others in the conversation see that you are writing, never what. Off, you do not see it of them either.",
        )}
        checked={typingHints}
        onChange={(typingHints) => setPreferences({ typingHints })}
      />
      <SwitchRow
        label={t("Say what I have read")}
        help={t(
          "Senders see when their message was on your screen. Off, you do not see it of them either.",
        )}
        checked={readReceipts}
        onChange={(readReceipts) => setPreferences({ readReceipts })}
      />
      <SwitchRow
        label={t("Show when I am here")}
        help={t(
          "Everybody in the directory sees whether you are here, and when you were last. Off, you look offline, and messages count as delivered once you have read them.",
        )}
        checked={presenceShown}
        onChange={(presenceShown) => setPreferences({ presenceShown })}
      />
    </div>
  );
}
