/** Tells a person's other open tabs that a draft has changed: which one, and never what it says. */

import { type ConversationId, isConversationId, type UserId } from "../../protocol/ids.ts";

export interface DraftNews {
  tell(conv: ConversationId): void;
  /** Calls back with what other tabs tell. */
  onNews(callback: (conv: ConversationId) => void): void;
  close(): void;
}

/** Between the tabs of `user` in this profile. */
export function profileDraftNews(user: UserId): DraftNews {
  const channel = new BroadcastChannel(`talkywalky/drafts/${user}`);
  return {
    tell: (conv) => channel.postMessage(conv),
    onNews: (callback) => {
      channel.onmessage = ({ data }) => {
        if (isConversationId(data)) callback(data);
      };
    },
    close: () => channel.close(),
  };
}
