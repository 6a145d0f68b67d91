/** Messages as the screens get them. */

import type { MessageView } from "../../client/model/mod.ts";
import type { UserId } from "../../protocol/ids.ts";

export const ADA = "00000000-0000-4000-8000-000000000001" as UserId;

/** A message of Ada's that arrived, but for what `change` says. */
export function messageView(key: string, change: Partial<MessageView> = {}): MessageView {
  return {
    type: "message",
    kind: "text",
    key,
    sender: ADA,
    senderName: "Ada Example",
    senderUid: "ada",
    own: false,
    text: `text of ${key}`,
    time: "2026-11-04T10:00:00.000Z",
    state: "sent",
    deleted: false,
    replies: 0,
    reactions: [],
    pinned: false,
    mentionsMe: false,
    ...change,
  };
}
