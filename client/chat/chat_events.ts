/**
 * The events that parts of the chat emit for each other. They stand before the parts: whoever emits
 * is complete without knowing who listens, and whoever listens is made after whom it listens to.
 */

import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";

/** Something that happens. Nobody has to listen; those who do are called in their order. */
export class Emitter<Args extends unknown[] = []> {
  readonly #listeners: ((...args: Args) => void)[] = [];

  on(listener: (...args: Args) => void): void {
    this.#listeners.push(listener);
  }

  /** Calls the listeners, all of them within this call. */
  readonly emit = (...args: Args): void => {
    for (const listener of this.#listeners) listener(...args);
  };
}

/** What happens in the chat of one signed-in person. */
export class ChatEvents {
  /** The directory's list is here, or somebody came or went. */
  readonly people = new Emitter();
  /** Somebody is called otherwise than before. */
  readonly name = new Emitter<[user: UserId]>();
  /** Somebody's keys are thought of otherwise; `becameOther`: they are not the ones that were known. */
  readonly identity = new Emitter<[user: UserId, becameOther: boolean]>();
  /** Something in a loaded conversation is otherwise; `message`: how far that one's file has come. */
  readonly conversation = new Emitter<[conv: ConversationId, message?: ItemId | ""]>();
  /** This person is no longer in a conversation. */
  readonly left = new Emitter<[conv: ConversationId]>();
  /** What the lists show may be otherwise. */
  readonly lists = new Emitter();
  /** This browser stores something else of a conversation; `late`: what opened only now. */
  readonly stored = new Emitter<[conv: ConversationId, late: boolean]>();
  /** Something that concerns the whole page, in words for the person. */
  readonly note = new Emitter<[text: string]>();
}
