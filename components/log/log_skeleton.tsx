/** The grey lines that stand for messages while a conversation opens. */

import { t } from "../../i18n/i18n.ts";

/** Lines per message, so that it looks like talk. */
const LINES = [2, 1, 3, 1, 2];

/** In the place of the messages while a conversation opens. */
export function LogSkeleton() {
  return (
    <div class="log-skeleton">
      <p class="said" role="status">{t("Opening the conversation…")}</p>
      {LINES.map((lines, index) => (
        <div class="log-skeleton__message" key={index} aria-hidden="true">
          <span class="log-skeleton__picture" />
          <span class="log-skeleton__line log-skeleton__line--name" />
          {Array.from({ length: lines }, (_, line) => (
            <span
              key={line}
              class={line === lines - 1
                ? "log-skeleton__line log-skeleton__line--last"
                : "log-skeleton__line"}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
