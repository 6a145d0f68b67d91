/** Unread messages, mentions and last lines of each conversation, for the list. */

import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { shownTime } from "../conversations/shown_time.ts";
import { lineOf } from "../kinds/table.ts";
import type { PersonStore } from "../store/local_store.ts";

/** Counting stops here: more is shown as this many. */
export const MAX_UNREAD = 999;

/** What a conversation's row in the list says, but for names. */
export interface Activity {
  unread: number;
  mentions: number;
  lastLine?: { sender: UserId; text: string; time: string };
}

interface Counted extends Activity {
  /** Up to which place it was counted. */
  upTo: number;
  /** The fold that it was counted from, and its version then. */
  version: string;
}

const NOTHING: Activity = { unread: 0, mentions: 0 };

export interface ActivitiesOptions {
  self: UserId;
  store: Pick<PersonStore, "readUpTo" | "markRead">;
  /** What a row says has changed. */
  onChange: () => void;
}

/**
 * Unread messages, mentions and last lines, by conversation, from what was opened. They outlive the
 * log that they were counted from, so that it can be let go.
 */
export class Activities {
  readonly #options: ActivitiesOptions;
  readonly #counted = new Map<ConversationId, Counted>();
  /** The last place that was on this profile's screen. */
  readonly #read = new Map<ConversationId, number>();

  constructor(options: ActivitiesOptions) {
    this.#options = options;
  }

  of(conv: ConversationId): Activity {
    return this.#counted.get(conv) ?? NOTHING;
  }

  /** The last place that was looked at; 0 for none. */
  countedUpTo(conv: ConversationId): number {
    return this.#counted.get(conv)?.upTo ?? 0;
  }

  /** The last place that was read, here or in another browser of this person that told of it. */
  async readUpTo(conv: ConversationId, log?: ConversationLog): Promise<number> {
    const known = this.#read.get(conv) ?? await this.#options.store.readUpTo(conv).catch(() => 0);
    const read = Math.max(known, this.#read.get(conv) ?? 0);
    this.#read.set(conv, read);
    return Math.max(read, log?.fold.receipts.reached(this.#options.self, "read") ?? 0);
  }

  /** Counts anew what has changed in a loaded log. */
  async update(log: ConversationLog): Promise<void> {
    const { conv, fold } = log;
    const read = await this.readUpTo(conv, log);
    const version = `${fold.version}/${log.low}/${log.high}/${read}/${fold.floor}`;
    const before = this.#counted.get(conv);
    if (before?.version === version) return;
    const after = { ...this.#count(log, read, before), upTo: log.high, version };
    this.#counted.set(conv, after);
    if (before === undefined || !isSame(before, after)) this.#options.onChange();
  }

  /** The conversation was on the screen up to its newest place. */
  async markRead(log: ConversationLog): Promise<void> {
    const { conv, high } = log;
    const before = await this.readUpTo(conv);
    if (high > before) {
      this.#read.set(conv, high);
      await this.#options.store.markRead(conv, high).catch(() => {});
    }
    await this.update(log);
  }

  forget(conv: ConversationId): void {
    this.#counted.delete(conv);
  }

  #count(log: ConversationLog, read: number, before: Counted | undefined): Activity {
    const { fold, low, high, more } = log;
    const lastLine = this.#lastLine(log) ??
      (low > fold.floor + 1 && more ? before?.lastLine : undefined);
    const line = lastLine === undefined ? {} : { lastLine };
    // What is not loaded any more was counted when it was.
    const isWhole = low <= Math.max(read, fold.floor) + 1 || !more || before === undefined;
    const base = isWhole || before.upTo <= read ? NOTHING : before;
    const from = Math.max(read, fold.floor, low - 1, base === NOTHING ? 0 : before!.upTo);
    let { unread, mentions } = base;
    for (let place = high; place > from && unread < MAX_UNREAD; place--) {
      const message = fold.messageAt(place);
      if (message === undefined || message.own || message.deleted) continue;
      unread++;
      if (message.mentionsMe) mentions++;
    }
    return { unread, mentions, ...line };
  }

  #lastLine({ fold, low, high }: ConversationLog): Activity["lastLine"] {
    for (let place = high; place >= low && place > fold.floor; place--) {
      const content = fold.contentAt(place);
      if (content === undefined) continue;
      const { text, deleted } = fold.outcome(content);
      if (deleted) continue;
      const { sender, payload } = content;
      return { sender, text: lineOf(payload, text), time: shownTime(content) };
    }
    return undefined;
  }
}

function isSame(a: Activity, b: Activity): boolean {
  return a.unread === b.unread && a.mentions === b.mentions &&
    a.lastLine?.text === b.lastLine?.text && a.lastLine?.time === b.lastLine?.time;
}
