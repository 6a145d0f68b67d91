import { type Signal, signal } from "@preact/signals";
import type { ConversationView } from "../model/mod.ts";
import type { Activities } from "./activity.ts";
import type { ChatParts } from "./chat_parts.ts";
import type { Drafts } from "./drafts.ts";
import { StoredLists } from "./stored_lists.ts";
import type { Shown } from "./on_screen.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Roster } from "./roster.ts";
import type { Typing } from "./typing.ts";
import type { Uploads } from "./uploads.ts";
import { conversationView, type Known } from "./views.ts";

export interface DrawingOptions {
  parts: ChatParts;
  roster: Roster;
  open: OpenConversations;
  activities: Activities;
  drafts: Drafts;
  typing: Typing;
  uploads: Uploads;
  /** The conversation on the screen. */
  shown: () => Shown | undefined;
}

/** What the screens show, of all that the session knows. */
export class Drawing {
  readonly current: Signal<ConversationView | undefined> = signal(undefined);
  readonly #options: DrawingOptions;
  readonly #lists: StoredLists;
  #isDue = false;
  #isListDue = false;
  #isEnded = false;

  constructor(options: DrawingOptions) {
    this.#options = options;
    this.#lists = new StoredLists(options.parts, options.roster);
  }

  /** Brings the signals up to date, once for everything that happens in this turn. */
  soon({ lists = true } = {}): void {
    this.#isListDue ||= lists;
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.now());
  }

  now(): void {
    this.#isDue = false;
    if (this.#isEnded) return;
    const known = this.known();
    if (this.#isListDue) {
      this.#options.roster.draw(known);
      this.#lists.keep();
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

  view(known = this.known()): ConversationView | undefined {
    const { typing, uploads } = this.#options;
    const shown = this.#options.shown();
    const open = shown === undefined ? undefined : this.#options.open.get(shown.conv);
    if (shown === undefined || open === undefined) return undefined;
    return conversationView(open, known, {
      typing: typing.in(shown.conv),
      files: uploads.rows(shown.conv),
      readBefore: shown.readBefore,
      newUpTo: shown.newUpTo,
    });
  }

  known(): Known {
    const { parts, roster, activities, drafts } = this.#options;
    const { me, people, context, preferences, directoryNameOf } = parts;
    return {
      self: me.id,
      people: people.all(),
      presenceOf: (user) => people.presenceOf(user),
      identityOf: (user) => context.identities.view(user),
      wasVerified: (user) => context.identities.wasVerified(user),
      nameOf: context.nameOf,
      directoryNameOf,
      summaries: roster.summaries,
      activityOf: (conv) => activities.of(conv),
      draftOf: (conv) => drafts.of(conv),
      notifyOf: (conv, kind) => {
        const { notifyDirect, notifyRooms, notifyOf } = preferences();
        const own = conv === undefined ? undefined : notifyOf[conv];
        return own ?? (kind === "direct" ? notifyDirect : notifyRooms);
      },
    };
  }
}
