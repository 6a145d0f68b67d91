/** The row for neighbouring messages that this browser has no keys for. */

import type { EntryView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";
import { Icon } from "../kit/icon.tsx";
import { memo } from "../kit/memo.ts";
import { readerDateWords } from "../kit/reader.ts";

/** Neighbours that this browser has no keys for: one calm row, and more for whoever asks. */
export const SealedItems = memo(
  function SealedItems({ entry }: { entry: Extract<EntryView, { type: "sealed" }> }) {
    const { key, count, since, time, senders } = entry;
    return (
      <div class="sealed" data-row={key} data-reason="no-secret" role="article" tabIndex={-1}>
        <span class="closed__mark">
          <Icon name="lock" />
        </span>
        <div class="closed__body">
          <p class="closed__why">
            {tn(
              count,
              "{count} earlier item was sealed for keys that this browser does not have, and cannot be read here.",
              "{count} earlier items were sealed for keys that this browser does not have, and cannot be read here.",
            )}
          </p>
          <details class="sealed__more" onToggle={(event) => keepInView(event.currentTarget)}>
            <summary class="sealed__summary">
              <span>{readerDateWords().range(new Date(since), new Date(time))}</span>
              <span class="sealed__ask">{t("What this means")}</span>
            </summary>
            <p>
              {t(
                "A browser that was set up anew has new keys. What was sealed before can be read where the old keys are.",
              )}
            </p>
            <p>
              {t(
                "Messages, reactions and receipts look alike while they are closed. Each of these was signed by a member of this conversation:",
              )}
            </p>
            <ul class="sealed__senders">
              {senders.map(({ name, count }) => (
                <li key={name}>
                  <bdi>{name}</bdi> <span class="sealed__count">{numberText(count)}</span>
                </li>
              ))}
            </ul>
            <p>{t("If you need something of it, ask for it to be sent again.")}</p>
          </details>
        </div>
      </div>
    );
  },
);

/** A log that stands at its end keeps to it: what was opened just now would go up out of sight. */
function keepInView(element: Element): void {
  const row = element.closest("[data-row]");
  // Once the log has the row's new height and has put itself in its place.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => row?.scrollIntoView({ block: "nearest" }))
  );
}
