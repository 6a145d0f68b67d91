/** Which of a person's open pages notifies, by a lock, and the channel between them. */

import { isConversationId, type UserId } from "../../protocol/ids.ts";
import type { Neighbours, PageNews } from "./port.ts";

/**
 * The pages of `user` in this profile: the one that holds the lock speaks, and the next one takes
 * over when it closes. Where the browser has no locks every page speaks.
 */
export function profileNeighbours(user: UserId): Neighbours {
  const name = `talkywalky/notifications/${user}`;
  const abort = new AbortController();
  const ended = Promise.withResolvers<void>();
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  let isSpeaker = locks === undefined;
  locks?.request(name, { signal: abort.signal }, () => {
    isSpeaker = true;
    return ended.promise;
  }).catch(() => {
    // The page closed before it was its turn.
  });
  const channel = new BroadcastChannel(name);
  return {
    isSpeaker: () => isSpeaker,
    tell: (news) => channel.postMessage(news),
    onNews: (callback) => {
      channel.onmessage = ({ data }) => {
        const news = readNews(data);
        if (news !== undefined) callback(news);
      };
    },
    close: () => {
      isSpeaker = false;
      channel.close();
      abort.abort();
      ended.resolve();
    },
  };
}

/** Another version of this program may run in the other page. */
function readNews(data: unknown): PageNews | undefined {
  const { type, conversation, seq } = (data ?? {}) as Record<string, unknown>;
  if (type === "ended") return { type };
  const isRead = type === "read" && isConversationId(conversation) && Number.isSafeInteger(seq);
  return isRead ? { type, conversation, seq: seq as number } : undefined;
}
