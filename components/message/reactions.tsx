/** The reactions under a message, each of them a toggle. */

import type { ReactionView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { listed } from "../../i18n/listed.ts";
import { numberText } from "../../i18n/numbers.ts";

export interface ReactionsProps {
  reactions: readonly ReactionView[];
  onToggle: (emoji: string) => void;
}

/** What others, and oneself, put under a message; each a toggle of one's own. */
export function Reactions({ reactions, onToggle }: ReactionsProps) {
  if (reactions.length === 0) return null;
  return (
    <ul class="reactions" role="list" aria-label={t("Reactions")}>
      {reactions.map(({ emoji, names, own }) => {
        const who = listed(names);
        return (
          <li key={emoji}>
            <button
              type="button"
              class="reaction"
              aria-pressed={own}
              title={who}
              onClick={() => onToggle(emoji)}
            >
              <span class="said">{t("{emoji} by {names}", { emoji, names: who })}</span>
              <span class="reaction__emoji" aria-hidden="true">{emoji}</span>
              <span class="reaction__count" aria-hidden="true">
                {numberText(names.length)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
