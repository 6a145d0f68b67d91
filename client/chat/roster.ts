/** The lists: everybody, one's conversations, and the rooms that could be joined. */

import { type Signal, signal } from "@preact/signals";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary, RoomsFound } from "../../protocol/frames/answers.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_PEOPLE, MAX_LISTED_ROOMS } from "../../protocol/limits.ts";
import { conversationIdOfDirect } from "../../e2ee/direct.ts";
import type { AskServer } from "../net/socket.ts";
import { keepSame } from "../conversations/keep_same.ts";
import { type ListView, listView } from "../model/list_view.ts";
import type { PersonView, RoomView } from "../model/mod.ts";
import { ListLoad } from "./list_load.ts";
import { wholeList } from "./whole_list.ts";
import { type Known, personViews, roomViews } from "./views.ts";

/** The lists: everybody, one's conversations, and the rooms that could be joined. */
export class Roster {
  readonly people: Signal<ListView<PersonView>> = signal(listView([], "loading"));
  readonly rooms: Signal<ListView<RoomView>> = signal(listView([], "loading"));
  readonly summaries = new Map<ConversationId, ConversationSummary>();
  readonly #ask: AskServer;
  readonly #self: UserId;
  readonly #openRooms: ListLoad;
  #open: RoomsFound["rooms"] = [];
  #leavesOutRooms = false;

  /** @param onChange other rooms could be joined than before, or it could not be asked which. */
  constructor(self: UserId, ask: AskServer, onChange: () => void) {
    this.#self = self;
    this.#ask = ask;
    this.#openRooms = new ListLoad({
      load: async () => {
        const { items, isCut } = await wholeList(async (after: ConversationId | undefined) => {
          const { rooms, next } = await ask({ type: "rooms", ...(after && { after }) });
          return { items: rooms, next };
        }, MAX_LISTED_ROOMS);
        this.#open = items;
        this.#leavesOutRooms = isCut;
      },
      onChange,
    });
  }

  /** Rooms that could be joined, and those that this person is in. */
  get openRooms(): RoomsFound["rooms"] {
    return this.#open;
  }

  /** Replaces the conversations, as a welcome says. */
  replace(summaries: readonly ConversationSummary[]): void {
    this.summaries.clear();
    for (const summary of summaries) this.summaries.set(summary.id, summary);
  }

  /** Something stands at `seq` now. */
  raiseHead(conv: ConversationId, seq: number): void {
    const summary = this.summaries.get(conv);
    if (summary !== undefined && seq > summary.head) {
      this.summaries.set(conv, { ...summary, head: seq });
    }
  }

  /** Asks again which rooms could be joined, and again by itself. @throws {AppError} `unavailable` */
  refreshRooms(): Promise<void> {
    return this.#openRooms.refresh();
  }

  stop(): void {
    this.#openRooms.stop();
  }

  /** The direct conversation with `peer`, made if there is none. */
  async directWith(peer: UserId): Promise<ConversationSummary> {
    const id = await conversationIdOfDirect(this.#self, peer);
    const known = this.summaries.get(id);
    if (known !== undefined) return checkedDirect(known, id, [this.#self, peer]);
    const { conversation } = await this.#ask({ type: "open-direct", peer });
    const summary = checkedDirect(conversation, id, [this.#self, peer]);
    this.summaries.set(id, summary);
    return summary;
  }

  /** Brings the lists up to date; a row that did not change is the same object. */
  draw(known: Known): void {
    const views = personViews(known);
    const people = listView(views, known.peopleState, views.length >= MAX_LISTED_PEOPLE);
    const open = roomViews(known, this.#open);
    const rooms = listView(open, this.#openRooms.state, this.#leavesOutRooms);
    this.people.value = keepSame(this.people.value, people);
    this.rooms.value = keepSame(this.rooms.value, rooms);
  }

  /** Nobody is to see the lists any more. */
  clear(): void {
    this.people.value = listView([], "loading");
    this.rooms.value = listView([], "loading");
  }
}

/** A direct conversation as it must be, whatever the server says its members are. */
function checkedDirect(
  summary: ConversationSummary,
  id: ConversationId,
  members: [UserId, UserId],
): ConversationSummary {
  if (summary.id !== id || summary.kind !== "direct") {
    throw new AppError(
      "invalid",
      t("The server answered with another conversation. Try again."),
      { reason: "other-conversation" },
    );
  }
  return { ...summary, members };
}
