/** Passes on typing hints to a conversation's members. */

import type { Bridge } from "../bridge/port.ts";
import { AppError } from "../../protocol/errors.ts";
import { SERVER_FRAMES, type TypingPush } from "../../protocol/frames/server_frames.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";
import { readEvent } from "../router/events.ts";
import { conversationKey } from "../router/keys.ts";
import type { Connection } from "./connection.ts";

/** Hints that one person may give a second, over a longer time, and at once. */
const HINTS_PER_SECOND = 1;
const HINTS_BURST = 10;

/** How every hint's text begins; an item's begins with its conversation. */
const HINT_START = '{"type":"typing"';

export interface TypingOptions {
  bridge: Pick<Bridge, "publish">;
  clock: () => number;
}

/** Passes on who is writing. A hint reaches those whom items reach, and is never kept. */
export class Typing {
  readonly #options: TypingOptions;
  readonly #rate: TokenBuckets;

  constructor(options: TypingOptions) {
    this.#options = options;
    const { clock } = options;
    this.#rate = new TokenBuckets({ perSecond: HINTS_PER_SECOND, burst: HINTS_BURST, clock });
  }

  /**
   * Tells every node that the connection's person writes in `conv`. What comes too often is dropped
   * without a word, and so is what would give away somebody who hides.
   *
   * @throws {AppError} `forbidden` when the person is not a member.
   */
  hint({ session: { user }, keys, presence }: Connection, conv: ConversationId): void {
    const key = conversationKey(conv);
    if (!keys.has(key)) {
      throw new AppError("forbidden", "You are not in this conversation.", {
        reason: "not-a-member",
      });
    }
    if (presence === "hidden" || !this.#rate.take(user)) return;
    const { bridge, clock } = this.#options;
    const push: TypingPush = { type: "typing", conv, user, time: new Date(clock()).toISOString() };
    bridge.publish([{ key, text: JSON.stringify(push) }]);
  }
}

/** Whether an event of a conversation is a hint; if not, it is an item. */
export function isTypingHint(text: string): boolean {
  return text.startsWith(HINT_START);
}

/**
 * Pushes a hint to those of `members` who are not the person who writes.
 *
 * @throws {AppError} `invalid` when it is none.
 */
export function pushHint(text: string, members: Iterable<Connection>): void {
  const { user } = readEvent(SERVER_FRAMES.typing, text);
  for (const member of members) {
    if (member.session.user !== user) member.pushText(text);
  }
}
