/** What the screens show, of all that the session knows. */

import { type Signal, signal } from "@preact/signals";
import type { ConversationView } from "../model/mod.ts";
import type { StoredLists } from "./stored_lists.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Roster } from "./roster.ts";
import type { Screen } from "./screen.ts";
import type { Typing } from "./typing.ts";
import type { Uploads } from "./uploads.ts";
import { conversationView, type Known } from "./views.ts";

export interface DrawingOptions {
  known: () => Known;
  roster: Roster;
  storedLists: StoredLists;
  open: OpenConversations;
  typing: Typing;
  uploads: Uploads;
  screen: Pick<Screen, "shown">;
}

export class Drawing {
  readonly current: Signal<ConversationView | undefined> = signal(undefined);
  readonly #options: DrawingOptions;
  #isDue = false;
  #isListDue = false;
  #isEnded = false;

  constructor(options: DrawingOptions) {
    this.#options = options;
  }

  /** Brings the signals up to date, once for everything that happens in this turn. */
  soon({ lists = true } = {}): void {
    this.#isListDue ||= lists;
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.#isDue && this.now());
  }

  now(): void {
    this.#isDue = false;
    if (this.#isEnded) return;
    const known = this.#options.known();
    if (this.#isListDue) {
      this.#options.roster.draw(known);
      this.#options.storedLists.keep();
    }
    this.#isListDue = false;
    this.current.value = this.view(known);
  }

  /** The session is over: nothing of it is shown from here on. */
  end(): void {
    this.#isEnded = true;
    this.#options.roster.clear();
    this.current.value = undefined;
  }

  /** The conversation on the screen as it stands now. */
  view(known = this.#options.known()): ConversationView | undefined {
    const { typing, uploads, open: loaded, screen: { shown } } = this.#options;
    const open = shown === undefined ? undefined : loaded.get(shown.conv);
    if (shown === undefined || open === undefined) return undefined;
    return conversationView(open, known, {
      typing: typing.in(shown.conv),
      files: uploads.rows(shown.conv),
      readBefore: shown.readBefore,
      newUpTo: shown.newUpTo,
    });
  }
}
