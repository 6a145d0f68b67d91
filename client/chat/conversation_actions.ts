/** Which conversation is on the screen, and who is in the rooms, as its person wants it. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { RoomPolicy } from "../../protocol/items.ts";
import { MAX_ROOM_NAME_CHARS } from "../../protocol/limits.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { ConversationsModel } from "../model/mod.ts";
import type { NotifyLevel, Preferences } from "../preferences/preferences.ts";
import type { ChatEvents } from "./chat_events.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Reading } from "./reading.ts";
import { changeRoom, createRoom, joinRoom } from "./rooms.ts";
import type { Roster } from "./roster.ts";
import type { Screen } from "./screen.ts";
import { signedName } from "./signed_name.ts";

export interface ConversationActionsOptions {
  context: ChatContext;
  events: Pick<ChatEvents, "left" | "lists">;
  roster: Roster;
  open: OpenConversations;
  screen: Screen;
  reading: Reading;
  changePreferences: (change: (old: Preferences) => Preferences) => void;
}

export class ConversationActions implements ConversationsModel {
  readonly #options: ConversationActionsOptions;

  constructor(options: ConversationActionsOptions) {
    this.#options = options;
  }

  async openPerson(id: UserId): Promise<void> {
    const { context, roster, reading } = this.#options;
    if (id === context.author.user) {
      throw new AppError("invalid", t("You cannot write to yourself."));
    }
    await reading.show(await roster.directWith(id));
  }

  async open(id: ConversationId): Promise<void> {
    const { roster, reading } = this.#options;
    const summary = roster.summaries.get(id);
    if (summary === undefined) throw new AppError("forbidden", t("You are not in this room."));
    await reading.show(summary);
  }

  /** Opens the conversation that was on this profile's screen last, unless another one is open. */
  async openLast(): Promise<void> {
    const { context, roster, screen, reading } = this.#options;
    const last = await context.store.lastOpened();
    const summary = last === undefined ? undefined : roster.summaries.get(last);
    if (summary !== undefined && screen.conv === undefined) await reading.show(summary);
  }

  close(): void {
    this.#options.reading.hide();
  }

  /** @throws {AppError} `invalid` (field `name`), the server's refusal, or `unavailable`. */
  async createRoom(name: string, policy: RoomPolicy): Promise<void> {
    const signed = await signedName(name, MAX_ROOM_NAME_CHARS, {
      empty: () => t("Give the room a name."),
      tooLong: () =>
        t("Use at most {count} characters for the room's name.", { count: MAX_ROOM_NAME_CHARS }),
    });
    await this.#enter(await createRoom(signed, policy, this.#options.context));
  }

  async joinRoom(id: ConversationId): Promise<void> {
    await this.#enter(await joinRoom(id, this.#options.context));
  }

  async leaveRoom(id: ConversationId): Promise<void> {
    const { context, events, roster, open, screen } = this.#options;
    const summary = roster.summaries.get(id);
    if (summary === undefined) return;
    await open.load(summary);
    await changeRoom(open.get(id)!.log, { type: "leave" }, context);
    events.left.emit(id);
    if (screen.conv === id) this.close();
    open.drop(id);
  }

  async invite(person: UserId): Promise<void> {
    const { reading, context } = this.#options;
    await changeRoom(reading.required().log, { type: "add", subject: person }, context);
  }

  async removeMember(person: UserId): Promise<void> {
    const { reading, context } = this.#options;
    await changeRoom(reading.required().log, { type: "remove", subject: person }, context);
  }

  setNotify(conversation: ConversationId, level: NotifyLevel | undefined): void {
    this.#options.changePreferences((old) => {
      const { [conversation]: _, ...others } = old.notifyOf;
      const notifyOf = level === undefined ? others : { ...others, [conversation]: level };
      return { ...old, notifyOf };
    });
    this.#options.events.lists.emit();
  }

  /** A room one has just come into, before the server has told of it. */
  async #enter(summary: ConversationSummary): Promise<void> {
    const { events, roster: { summaries }, reading } = this.#options;
    if (!summaries.has(summary.id)) summaries.set(summary.id, summary);
    events.lists.emit();
    await reading.show(summary);
  }
}
