/** The chat page's way in. */

import { AppError } from "../../protocol/errors.ts";
import { followAskedConversations } from "../notifications/asked_conversation.ts";
import { startChatWith } from "./start.ts";
import { browserFileTransport } from "../files/page.ts";
import { openStoredUploads } from "../files/stored_uploads.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type DraftNews, profileDraftNews } from "../history/draft_news.ts";
import { openHistory } from "../history/stored_history.ts";
import { LocalStore } from "../store/local_store.ts";
import { profileLocks } from "../store/locks.ts";
import type { ChatModel } from "../model/mod.ts";
import { httpClient } from "../net/http.ts";
import { openNotifier } from "../notifications/page.ts";
import { openServerSocket } from "../net/page_socket.ts";
import { openPageDatabase } from "../store/page.ts";
import { pagePreferences } from "../preferences/page.ts";
import { saveFile } from "../window/save_file.ts";
import { unsupported } from "../window/unsupported.ts";

/**
 * Connects, and resolves with the chat of the person who is signed in.
 *
 * @throws {AppError} `unauthenticated` when nobody is, or this browser has no key of theirs;
 * `unavailable` when this browser cannot take part at all.
 */
export async function startChat(): Promise<ChatModel> {
  const why = unsupported();
  if (why !== undefined) throw new AppError("unavailable", why, { reason: "unsupported" });
  const abort = new AbortController();
  const database = await openPageDatabase();
  const locks = profileLocks();
  const choices = pagePreferences();
  // One for the page, however often a history is opened in it: else it would hear of itself.
  const news = new Map<UserId, DraftNews>();
  const newsOf = (user: UserId) => {
    const known = news.get(user) ?? profileDraftNews(user);
    news.set(user, known);
    return known;
  };
  const chat = await startChatWith({
    saveFile,
    files: browserFileTransport,
    local: new LocalStore(database),
    openStoredUploads: (user) => openStoredUploads({ database, user, room: freeBytes }),
    openHistory: (user) => openHistory({ database, user, locks, news: newsOf(user) }),
    openSearch: async (user, options) =>
      (await import("../search/open.ts")).openSearch(user, options),
    openNotifier,
    preferences: () => choices.preferences.value,
    changePreferences: (change) => choices.set(change(choices.preferences.value)),
    isOnline: () => navigator.onLine,
    http: httpClient(),
    locks,
    openSocket: openServerSocket,
    isVisible: () => document.visibilityState === "visible",
    now: Date.now,
    signal: abort.signal,
  });
  abort.signal.addEventListener(
    "abort",
    choices.preferences.subscribe(() => chat.preferencesChanged()),
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void chat.shown();
    else chat.hidden();
  });
  followAskedConversations((id) => chat.openAsked(id), abort.signal);
  for (const sign of ["pointerdown", "keydown"] as const) {
    document.addEventListener(sign, () => chat.sign(), { passive: true, capture: true });
  }
  return chat;
}

/** Bytes that the browser would still take; undefined where it does not say. */
async function freeBytes(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? undefined : quota - (usage ?? 0);
  } catch {
    return undefined;
  }
}
