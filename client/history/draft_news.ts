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

/**
 * Between the tabs of `user` in this profile. A page that goes says nothing more: else one that is
 * loaded again would hear of itself, and take itself for two.
 *
 * @param page tells when the page goes, and when it comes back as it was.
 */
export function profileDraftNews(user: UserId, page: EventTarget = globalThis): DraftNews {
  /** Undefined while the page is gone. */
  let channel: BroadcastChannel | undefined;
  let isAlone = true;
  let tell: ((conv: ConversationId) => void) | undefined;
  const open = () => {
    const opened = channel = new BroadcastChannel(`talkywalky/drafts/${user}`);
    opened.onmessage = ({ data }) => {
      if (channel !== opened) return;
      isAlone = false;
      if (data === OPENED) opened.postMessage(OPEN);
      if (isConversationId(data)) tell?.(data);
    };
    opened.postMessage(OPENED);
  };
  const leave = () => {
    channel?.close();
    channel = undefined;
  };
  const listening = new AbortController();
  const { signal } = listening;
  page.addEventListener("pagehide", leave, { signal });
  page.addEventListener("pageshow", (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    // What was written meanwhile was told to nobody here.
    isAlone = false;
    open();
  }, { signal });
  open();
  return {
    isAlone: () => isAlone,
    tell: (conv) => channel?.postMessage(conv),
    onNews: (callback) => tell = callback,
    close() {
      listening.abort();
      leave();
    },
  };
}
