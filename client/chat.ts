// Browser-safe: runs in the page.

/** The chat page's way in. */

import { AppError } from "../protocol/errors.ts";
import type { ConversationId } from "../protocol/ids.ts";
import { followAskedConversations } from "./asked_conversation.ts";
import { startChatWith } from "./chat/start.ts";
import { LocalStore } from "./local_store.ts";
import { profileLocks } from "./locks.ts";
import type { ChatModel } from "./model.ts";
import { httpClient } from "./net/http.ts";
import { openServerSocket } from "./socket.ts";
import { openIndexedDb } from "./store/indexed_db.ts";
import { pagePreferences } from "./preferences/page.ts";
import { saveFile } from "./save_file.ts";
import { unsupported } from "./unsupported.ts";

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
  const chosen = pagePreferences();
  const chat = await startChatWith({
    saveFile,
    local: new LocalStore(await openIndexedDb()),
    http: httpClient(),
    locks: profileLocks(),
    openSocket: openServerSocket,
    isVisible: () => document.visibilityState === "visible",
    now: Date.now,
    preferences: () => chosen.preferences.value,
    changePreferences: (change) => chosen.set(change(chosen.preferences.value)),
    signal: abort.signal,
  });
  const stopFollowing = chosen.preferences.subscribe(() => chat.preferencesChanged());
  abort.signal.addEventListener("abort", stopFollowing);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") chat.shown();
    else chat.leaving();
  });
  for (const sign of ["pointerdown", "keydown"] as const) {
    document.addEventListener(sign, () => chat.presence?.sign(), { passive: true, capture: true });
  }
  // A conversation that this person is no longer in stays closed, and what was open stays.
  const open = (id: ConversationId) => void chat.openConversation(id).catch(() => {});
  followAskedConversations(open, abort.signal);
  return chat;
}
