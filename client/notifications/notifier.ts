/** Notifies of each message once over all of a person's open pages. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { Arrival } from "./arrival.ts";
import { decide, type NotificationPreferences } from "./decide.ts";
import type { Neighbours, NotificationBoard, PageNews } from "./port.ts";
import { wordsFor } from "./words.ts";

/** Another page that shows the conversation has this long to say so. */
const OTHERS_MS = 400;
/** Arrivals that are remembered of one conversation until it is read. */
const MAX_REMEMBERED = 1_000;

export interface NotifierOptions {
  board: NotificationBoard;
  neighbours: Neighbours;
  preferences: () => NotificationPreferences;
  /** The conversation that this page shows to somebody who looks at it. */
  onScreen: () => ConversationId | undefined;
  playSound: () => void;
  /** Local time, in minutes after midnight. */
  minuteOfDay: () => number;
  /** Does work after so many milliseconds. */
  after: (ms: number, work: () => void) => void;
}

interface Waiting {
  arrivals: Arrival[];
  sound: boolean;
  /** A notification of these is on its way. */
  isDue: boolean;
}

/**
 * Makes what arrives heard, once in all pages of the profile: each page is told of each message,
 * and one of them, the speaker, notifies. Titles and counts are not its part.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  /** What arrived since the conversation was read. */
  readonly #waiting = new Map<ConversationId, Waiting>();
  /** Place up to which something was notified or read. */
  readonly #done = new Map<ConversationId, number>();
  #isClosed = false;

  constructor(options: NotifierOptions) {
    this.#options = options;
    options.neighbours.onNews((news) => this.#hear(news));
  }

  /** Something arrived, or was caught up with and had not been read. In the order of its place. */
  received(arrival: Arrival): void {
    if (this.#isClosed) return;
    const { preferences, onScreen, minuteOfDay } = this.#options;
    const { conversation, seq, own } = arrival;
    const isShown = onScreen() === conversation;
    // What this page shows, or this person has answered, is news to nobody.
    if (isShown || own) return this.read(conversation, seq);
    const decision = decide(arrival, {
      preferences: preferences(),
      onScreen: isShown,
      doneUpTo: this.#done.get(conversation) ?? 0,
      minuteOfDay: minuteOfDay(),
    });
    if (!decision.notify && !decision.sound) return;
    this.#done.set(conversation, seq);
    const waiting = this.#waiting.get(conversation) ?? { arrivals: [], sound: false, isDue: false };
    waiting.arrivals = [...waiting.arrivals, arrival].slice(-MAX_REMEMBERED);
    waiting.sound ||= decision.sound;
    this.#waiting.set(conversation, waiting);
    if (waiting.isDue) return;
    waiting.isDue = true;
    this.#options.after(OTHERS_MS, () => this.#notify(conversation));
  }

  /** The conversation was on a screen, up to this place: what was notified of it goes. */
  read(conversation: ConversationId, seq: number): void {
    if (this.#isClosed) return;
    this.#forget(conversation, seq);
    this.#options.neighbours.tell({ type: "read", conversation, seq });
  }

  /** Somebody clicked a notification: the window is in front, the conversation is to be opened. */
  onOpen(callback: (conversation: ConversationId) => void): void {
    this.#options.board.onOpen(callback);
  }

  /** The session is over: nothing is shown any more, and nothing of before stays. */
  async end(): Promise<void> {
    if (this.#isClosed) return;
    this.#options.neighbours.tell({ type: "ended" });
    this.close();
    await this.#options.board.clearAll();
  }

  /** The page goes; what is shown stays. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#options.neighbours.close();
  }

  #notify(conversation: ConversationId): void {
    const waiting = this.#waiting.get(conversation);
    if (waiting === undefined || this.#isClosed) return;
    waiting.isDue = false;
    const { board, neighbours, preferences, playSound } = this.#options;
    const { notifications, notificationText } = preferences();
    if (!neighbours.isSpeaker()) return;
    if (waiting.sound) playSound();
    waiting.sound = false;
    if (!notifications) return;
    void board.show({ conversation, ...wordsFor(waiting.arrivals, notificationText) });
  }

  #hear(news: PageNews): void {
    if (news.type === "ended") return this.close();
    this.#forget(news.conversation, news.seq);
  }

  #forget(conversation: ConversationId, seq: number): void {
    this.#done.set(conversation, Math.max(seq, this.#done.get(conversation) ?? 0));
    const waiting = this.#waiting.get(conversation);
    if (waiting === undefined) return;
    waiting.arrivals = waiting.arrivals.filter((arrival) => arrival.seq > seq);
    if (waiting.arrivals.length > 0) return;
    this.#waiting.delete(conversation);
    void this.#options.board.clear(conversation);
  }
}
