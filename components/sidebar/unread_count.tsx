/** The number of unread messages on a row. */

import { t } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";

/** Above this the exact number helps nobody. */
const MOST = 99;

export interface UnreadCountProps {
  count: number;
  /** Counted, but not called for: the conversation is muted. */
  quiet?: boolean;
}

/** How many messages were not read yet; nothing when there are none. Words stand in the row. */
export function UnreadCount({ count, quiet }: UnreadCountProps) {
  if (count === 0) return null;
  return (
    <span class={quiet ? "count count--quiet" : "count"}>
      {count > MOST ? t("{number}+", { number: MOST }) : numberText(count)}
    </span>
  );
}
