// Browser-safe: runs in the page.

import { nameKey } from "../../protocol/display_name.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { lineOf } from "../conversations/rows.ts";
import type { Arrival } from "../notifications/arrival.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import type { Known } from "./views.ts";

/** Tells the notifier of what came in at `places` and opened. */
export function tellArrivals(
  notifier: Pick<Notifier, "received">,
  log: ConversationLog,
  places: readonly number[],
  known: Known,
): void {
  const { conv, kind, fold } = log;
  for (const place of [...places].sort((a, b) => a - b)) {
    const content = fold.contentAt(place);
    const message = fold.messageAt(place);
    if (content === undefined || message === undefined || message.deleted) continue;
    if (place <= fold.floor) continue;
    const { sender, payload } = content;
    const senderName = tellingName(sender, known);
    notifier.received(
      {
        conversation: conv,
        kind,
        title: kind === "room" ? roomName(conv, known) : senderName,
        seq: place,
        payload: payload.type,
        own: message.own,
        senderName,
        text: lineOf(payload, fold.outcome(content).text),
        mentionsMe: message.mentionsMe,
      } satisfies Arrival,
    );
  }
}

/** With the uid where another person is called so too: everybody may choose how they are shown. */
function tellingName(user: UserId, { people, nameOf, directoryNameOf }: Known): string {
  const { fullName, uid } = nameOf(user);
  const key = nameKey(fullName);
  const isShared = people.some((other) =>
    other.id !== user &&
    [other.uid, nameOf(other.id).fullName, directoryNameOf(other.id).fullName]
      .some((name) => nameKey(name) === key)
  );
  return isShared ? `${fullName} (@${uid})` : fullName;
}

function roomName(conv: ConversationId, { summaries }: Known): string {
  return summaries.get(conv)?.name ?? "";
}
