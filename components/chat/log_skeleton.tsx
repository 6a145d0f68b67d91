// Browser-safe: runs in the page and on the server.

import { t } from "../../i18n/i18n.ts";

/** Lines per message, so that it looks like talk. */
const LINES = [2, 1, 3, 1, 2];

/** In the place of the messages while a conversation opens. */
export function LogSkeleton() {
  return (
    <div class="skeleton">
      <p class="said" role="status">{t("Opening the conversation…")}</p>
      {LINES.map((lines, index) => (
        <div class="skeleton__message" key={index} aria-hidden="true">
          <span class="skeleton__picture" />
          <span class="skeleton__line skeleton__line--name" />
          {Array.from({ length: lines }, (_, line) => (
            <span
              key={line}
              class={line === lines - 1 ? "skeleton__line skeleton__line--last" : "skeleton__line"}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
