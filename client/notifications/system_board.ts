/** Shows and removes the system's notifications, through the service worker where there is one. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { Locks } from "../store/locks.ts";
import type { NotificationBoard, NotificationContent } from "./port.ts";

const ICON = "/icons/icon-192.png";
const TAG = "talkywalky/";
/**
 * Held by whoever shows notifications or reads which ones are shown, in any page of the profile:
 * Chromium, asked for those that are shown, drops one that it is only about to show.
 */
export const BOARD_LOCK = "board";

/**
 * The system's notifications: through the service worker, whose clicks work when no page is open
 * any more (`client/notifications/asked_conversation.ts` follows them); from the page itself where there is none.
 * Nothing of them leaves the browser.
 */
export class SystemBoard implements NotificationBoard {
  readonly #locks: Locks;
  /** Those of this page itself. */
  readonly #own = new Map<ConversationId, Notification>();
  #opened: (conversation: ConversationId) => void = () => {};

  /** @param locks those of the whole profile. */
  constructor(locks: Locks) {
    this.#locks = locks;
  }

  async show({ conversation, title, body }: NotificationContent): Promise<void> {
    if (!mayNotify()) return;
    const options: NotificationOptions & { renotify: boolean } = {
      body,
      tag: TAG + conversation,
      icon: ICON,
      badge: ICON,
      data: { conversation },
      // The one of the conversation is replaced, and says so again.
      renotify: true,
      // The sound is ours, and off unless it was asked for.
      silent: true,
    };
    try {
      const registration = await navigator.serviceWorker?.getRegistration();
      if (registration?.active) {
        return await this.#locks(BOARD_LOCK, () => registration.showNotification(title, options));
      }
      const shown = new Notification(title, options);
      shown.onclick = () => {
        shown.close();
        globalThis.focus();
        this.#opened(conversation);
      };
      this.#own.set(conversation, shown);
    } catch (error) {
      console.warn("A notification was not shown", error);
    }
  }

  async clear(conversation: ConversationId): Promise<void> {
    this.#own.get(conversation)?.close();
    this.#own.delete(conversation);
    await this.#close({ tag: TAG + conversation });
  }

  async clearAll(): Promise<void> {
    for (const shown of this.#own.values()) shown.close();
    this.#own.clear();
    await this.#close({});
  }

  onOpen(callback: (conversation: ConversationId) => void): void {
    this.#opened = callback;
  }

  async #close(filter: { tag?: string }): Promise<void> {
    try {
      const registration = await navigator.serviceWorker?.getRegistration();
      if (registration === undefined) return;
      await this.#locks(BOARD_LOCK, async () => {
        for (const shown of await registration.getNotifications(filter)) {
          if (shown.tag.startsWith(TAG)) shown.close();
        }
      });
    } catch {
      // The browser shows none then.
    }
  }
}

function mayNotify(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}
