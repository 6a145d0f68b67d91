/** Typing hints: who is writing where, and one's own hints to others. */

import { elapsedMs } from "../../protocol/elapsed.ts";
import type { TypingPush } from "../../protocol/frames/server_frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";

/** One's own hints come at least so far apart; others' are believed for so long. */
const HINT_PAUSE_MS = 3_000;
const HINT_LIFE_MS = 5_000;

export interface TypingOptions {
  self: UserId;
  now: () => number;
  /** Whether this person shows that they are writing, and sees that others are. */
  isOn: () => boolean;
  send: (conv: ConversationId) => void;
  onChange: () => void;
}

/** Who is writing where. */
export class Typing {
  readonly #options: TypingOptions;
  readonly #writers = new Map<ConversationId, Map<UserId, ReturnType<typeof setTimeout>>>();
  #announced: { conv?: ConversationId; at: number } = { at: -Infinity };

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  /** This person is writing. */
  hint(conv: ConversationId): void {
    const { now, isOn, send } = this.#options;
    const sinceHintMs = elapsedMs(this.#announced.at, now());
    if (!isOn() || (this.#announced.conv === conv && sinceHintMs < HINT_PAUSE_MS)) return;
    this.#announced = { conv, at: now() };
    send(conv);
  }

  /** What was written was sent: the next letter is told at once. */
  sent(): void {
    this.#announced = { at: -Infinity };
  }

  /** Somebody else is writing. */
  take({ conv, user }: Pick<TypingPush, "conv" | "user">): void {
    const { self, isOn, onChange } = this.#options;
    if (user === self || !isOn()) return;
    const writers = this.#writers.get(conv) ?? new Map();
    this.#writers.set(conv, writers);
    clearTimeout(writers.get(user));
    const isNew = !writers.has(user);
    writers.set(user, setTimeout(() => this.end(conv, user), HINT_LIFE_MS));
    if (isNew) onChange();
  }

  /** They stopped, or what they wrote is here. */
  end(conv: ConversationId, user: UserId): void {
    const writers = this.#writers.get(conv);
    const timer = writers?.get(user);
    if (writers === undefined || timer === undefined) return;
    clearTimeout(timer);
    writers.delete(user);
    this.#options.onChange();
  }

  in(conv: ConversationId): UserId[] {
    return this.#options.isOn() ? [...this.#writers.get(conv)?.keys() ?? []] : [];
  }

  stop(): void {
    for (const writers of this.#writers.values()) {
      for (const timer of writers.values()) clearTimeout(timer);
    }
    this.#writers.clear();
  }
}
