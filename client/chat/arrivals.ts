/** Tells the notifier of each message once, whichever way it arrived. */

import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { distinctName } from "../conversations/person_name.ts";
import { lineOf } from "../kinds/table.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import type { Known } from "./views.ts";

export interface ArrivalsOptions {
  /** Absent where nothing makes itself heard. */
  notifier: Pick<Notifier, "received"> | undefined;
  known: () => Known;
  /** The last place that was read, here or in another browser of this person that told of it. */
  readUpTo: (conv: ConversationId, log: ConversationLog) => Promise<number>;
}

/**
 * Tells the notifier of each message once, however it came: live, filling a gap, or caught up with
 * after the connection was lost. What stood when the page was loaded is news to nobody; a page that opened
 * without the server was loaded with what was kept, and has missed what came since.
 */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  /** Place up to which the notifier was told, or need not be. */
  readonly #notified = new Map<ConversationId, number>();
  /** The server has told what stands: what comes after it is new. */
  #isWelcome = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: ArrivalsOptions) {
    this.#options = options;
  }

  /** The page opens without the server: what was kept of these conversations is not new. */
  beginStored(summaries: Iterable<ConversationSummary>): void {
    for (const { id, head } of summaries) this.#stands(id, head);
  }

  /**
   * The server has told what stands. At the first time nothing of it is new, unless the page stood
   * there before, without a connection (`stoodAlone`).
   */
  welcome(summaries: Iterable<ConversationSummary>, { stoodAlone = false } = {}): void {
    if (!this.#isWelcome && !stoodAlone) {
      for (const { id, head } of summaries) this.#stands(id, head);
    }
    this.#isWelcome = true;
  }

  /** Whether something that was not told of stands before what is loaded. */
  lacks({ conv, low, high, more }: ConversationLog): boolean {
    const notified = this.#notifiedUpTo(conv);
    return more && high > notified && low > notified + 1;
  }

  /**
   * Tells of what opened in a loaded conversation since the last time.
   *
   * @param options.missed it came while this page was not there: it is summed up.
   */
  notify(log: ConversationLog, { missed = false } = {}): Promise<void> {
    const { conv, low, high } = log;
    if (!this.#isWelcome) this.#stands(conv, high);
    const from = Math.max(this.#notifiedUpTo(conv) + 1, low);
    if (from > high) return Promise.resolve();
    this.#notified.set(conv, high);
    return this.#turn = this.#turn.then(async () => {
      const read = await this.#options.readUpTo(conv, log);
      this.#notify(log, Math.max(from, read + 1, log.fold.floor + 1), high, missed);
    });
  }

  #stands(conv: ConversationId, head: number): void {
    this.#notified.set(conv, Math.max(head, this.#notified.get(conv) ?? 0));
  }

  #notifiedUpTo(conv: ConversationId): number {
    const since = this.#options.known().summaries.get(conv)?.since ?? 1;
    return this.#notified.get(conv) ?? since - 1;
  }

  #notify(log: ConversationLog, from: number, to: number, missed: boolean): void {
    const { notifier } = this.#options;
    const { conv, kind, fold } = log;
    const known = this.#options.known();
    for (let place = from; place <= to; place++) {
      const content = fold.contentAt(place);
      const message = fold.messageAt(place);
      if (content === undefined || message === undefined || message.deleted) continue;
      const { sender, payload } = content;
      const senderName = distinctName(known.nameOf(sender));
      notifier?.received({
        conversation: conv,
        kind,
        title: kind === "room" ? roomName(conv, known) : senderName,
        seq: place,
        payload: payload.type,
        own: message.own,
        senderName,
        text: lineOf(payload, fold.outcome(content).text),
        mentionsMe: message.mentionsMe,
        missed,
      });
    }
  }
}

function roomName(conv: ConversationId, { summaries, roomNameOf }: Known): string {
  return roomNameOf(conv, summaries.get(conv)?.name ?? "");
}
