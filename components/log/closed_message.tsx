/** The row in place of a message that did not open, with the reason. */

import { closedTitle } from "../../client/model/closed_title.ts";
import type { EntryView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";
import { withNodes } from "../kit/with_nodes.tsx";
import { MessageTime } from "../message/message_time.tsx";

type Closed = Extract<EntryView, { type: "closed" }>;

/** In the place of a message that did not open: whose it claims to be, and why it stays closed. */
export function ClosedMessage({ entry }: { entry: Closed }) {
  const { key, reason, senderName, own, time, message } = entry;
  return (
    <div class="closed" data-reason={reason} data-row={key} role="article" tabIndex={-1}>
      <span class="closed__mark">
        <Icon name="lock" />
      </span>
      <div class="closed__body">
        <p class="closed__head">
          <span class="closed__title">
            {senderName === undefined || own === true
              ? closedTitle(entry)
              : withNodes(t("Closed message from {name}"), { name: <bdi>{senderName}</bdi> })}
          </span>{" "}
          <MessageTime time={time} />
        </p>
        <p class="closed__why">{message}</p>
        <p class="closed__way">{remedy(entry)}</p>
      </div>
    </div>
  );
}

/** What the reader can do about it. */
function remedy({ reason, senderName, own }: Closed): string {
  switch (reason) {
    case "unsupported":
    case "suite":
    case "schema":
      return t("Reload the page: a newer version of the program may open it.");
    case "identity-mismatch":
      return t("Accept the new keys of its sender once you have asked them, and it opens.");
    case "no-secret":
      return own === true
        ? t("The browser in which you wrote it may still open it.")
        : t("If you need it, ask for it to be sent again.");
    default:
      if (own === true || senderName === undefined) {
        return t("It is not shown because it could be false.");
      }
      return t("It is not shown because it could be false. If it matters, ask its sender.");
  }
}
