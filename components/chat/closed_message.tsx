// Browser-safe: runs in the page.

import type { EntryView } from "../../client/model.ts";
import { Icon } from "../icon.tsx";
import { MessageTime } from "./message_time.tsx";

/** In the place of a message that did not open: whose it claims to be, and why it stays closed. */
export function ClosedMessage({ entry }: { entry: Extract<EntryView, { type: "closed" }> }) {
  return (
    <div class="closed" data-reason={entry.reason}>
      <span class="closed__mark">
        <Icon name="lock" />
      </span>
      <div class="closed__body">
        <p class="closed__head">
          <span class="closed__title">
            Closed message from <bdi>{entry.senderName}</bdi>
          </span>{" "}
          <MessageTime time={entry.time} />
        </p>
        <p class="closed__why">{entry.message}</p>
      </div>
    </div>
  );
}
