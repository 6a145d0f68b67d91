/** The words of a row in the list, also for screen readers. */

import type { ActivityView, LastLineView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { listed } from "../../i18n/listed.ts";

/**
 * The accessible name of a row: the name first, then what its marks and its second line say.
 * `more` are words that only this row has.
 */
export function rowLabel(
  name: string,
  more: readonly string[],
  { unread, mentions, draft, notify, lastLine }: ActivityView,
): string {
  const said = [
    name,
    ...more,
    ...(unread > 0 ? [tn(unread, "{count} unread", "{count} unread")] : []),
    ...(mentions > 0 ? [tn(mentions, "{count} mention", "{count} mentions")] : []),
    ...(notify === "none" ? [t("Muted")] : []),
    ...(draft !== undefined
      ? [t("Draft: {text}", { text: draft })]
      : lastLine === undefined
      ? []
      : [lastLineText(lastLine)]),
  ];
  return listed(said, "unit");
}

/** What a row says; of the conversation on screen no draft, which stands in its composer. */
export function activityShown<Activity extends ActivityView>(
  activity: Activity,
  current: boolean,
): Activity {
  if (!current || activity.draft === undefined) return activity;
  const { draft: _, ...shown } = activity;
  return shown as Activity;
}

/** "Ada: See you at noon"; without a sender the text alone. */
function lastLineText({ senderName, own, text }: LastLineView): string {
  if (own) return t("You: {text}", { text });
  return senderName === "" ? text : t("{name}: {text}", { name: senderName, text });
}
