/** Ports of the notifications: the system's board, and the person's other open pages. */

import type { ConversationId } from "../../protocol/ids.ts";

export interface NotificationContent {
  conversation: ConversationId;
  title: string;
  body: string;
}

/** The system's notifications, one for each conversation. Calls never reject. */
export interface NotificationBoard {
  /** Shows it, in the place of the one that stands for the conversation. */
  show(content: NotificationContent): Promise<void>;
  /** Removes it, whichever page showed it. */
  clear(conversation: ConversationId): Promise<void>;
  clearAll(): Promise<void>;
  /** Somebody clicked one that no service worker showed. */
  onOpen(callback: (conversation: ConversationId) => void): void;
}

/** What the pages of one profile tell each other, so that each message is notified once. */
export type PageNews =
  /** Up to this place it was on a screen. */
  | { type: "read"; conversation: ConversationId; seq: number }
  /** Everything of this person goes. */
  | { type: "ended" };

/** The pages of one person in this profile. */
export interface Neighbours {
  /** Whether this page is the one that notifies. There is one at most. */
  isSpeaker(): boolean;
  tell(news: PageNews): void;
  onNews(callback: (news: PageNews) => void): void;
  close(): void;
}
