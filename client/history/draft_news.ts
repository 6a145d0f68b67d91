/** Whether a person has other tabs open, and what they tell: which draft changed, never its words. */

import { type ConversationId, isConversationId, type UserId } from "../../protocol/ids.ts";

export interface DraftNews {
  /** No other tab was heard of; one that sleeps hears of this one before anybody writes in it. */
  isAlone(): boolean;
  tell(conv: ConversationId): void;
  /** Calls back with what other tabs tell. */
  onNews(callback: (conv: ConversationId) => void): void;
  close(): void;
}

/** A tab says that it was opened, and the others that they are. */
const [OPENED, OPEN] = ["opened", "open"];

/** Between the tabs of `user` in this profile. */
export function profileDraftNews(user: UserId): DraftNews {
  const channel = new BroadcastChannel(`talkywalky/drafts/${user}`);
  let isAlone = true;
  let tell: ((conv: ConversationId) => void) | undefined;
  channel.onmessage = ({ data }) => {
    isAlone = false;
    if (data === OPENED) channel.postMessage(OPEN);
    if (isConversationId(data)) tell?.(data);
  };
  channel.postMessage(OPENED);
  return {
    isAlone: () => isAlone,
    tell: (conv) => channel.postMessage(conv),
    onNews: (callback) => tell = callback,
    close: () => channel.close(),
  };
}
