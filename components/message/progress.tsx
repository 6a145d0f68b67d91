/** The mark of how far one's own message got: sending, sent, delivered, read. */

import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon, type IconName } from "../kit/icon.tsx";

type State = Exclude<MessageView["state"], "failed">;

/** Each another shape: no state differs from another by its colour alone (WCAG 1.4.1). */
const ICONS: Readonly<Record<State, IconName>> = {
  sending: "clock",
  sent: "check",
  delivered: "check-double",
  read: "check-filled",
};

/** How far one's own message got: a picture, with its word for the pointer and for the ear. */
export function Progress({ state }: { state: State }) {
  const text = progressText(state);
  return (
    <span class={`progress-mark progress-mark--${state}`} title={text}>
      <Icon name={ICONS[state]} />
      <span class="said">{text}</span>
    </span>
  );
}

function progressText(state: State): string {
  switch (state) {
    case "sending":
      return t("Sending");
    case "sent":
      return t("Sent");
    case "delivered":
      return t("Delivered");
    case "read":
      return t("Read");
  }
}
