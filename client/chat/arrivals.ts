// Browser-safe: runs in the page.

import type { ConversationId } from "../../protocol/ids.ts";
import { toldName } from "../conversations/context.ts";
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
    const senderName = toldName(known.nameOf(sender));
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

function roomName(conv: ConversationId, { summaries }: Known): string {
  return summaries.get(conv)?.name ?? "";
}
