/** What arrives from the broker, and which sockets of this node are told of it. */

import type { BrokerEvent } from "../../broker/port.ts";
import type { Log } from "../log.ts";
import {
  IDENTITY_EVENT,
  NAME_EVENT,
  PRESENCE_EVENT,
  readEvent,
  requireItem,
  ROOMS_EVENT,
  SESSION_EVENT,
  type SessionEvent,
  USER_EVENT,
} from "../router/events.ts";
import { IDENTITY_KEY, NAME_KEY, PRESENCE_KEY, ROOMS_KEY, SESSION_KEY } from "../router/keys.ts";
import { placeIn } from "../router/item_event.ts";
import type { ConversationFeed } from "./conversation_feed.ts";
import { EventRun } from "./event_run.ts";
import type { People } from "./people.ts";
import type { PresenceFeed } from "./presence_feed.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { isTypingHint, pushHint } from "./typing.ts";

/** What every node hears, whoever is connected to it; of new identities the bridge hears itself. */
export const NODE_KEYS: readonly string[] = [PRESENCE_KEY, ROOMS_KEY, SESSION_KEY, NAME_KEY];
/** Changes of the list of open rooms of this long share one frame, and those that come on and on. */
const ROOMS_DELAY_MS = 200;
const ROOMS_PAUSE_MS = 2_000;

export interface BrokerNewsOptions {
  subscriptions: Subscriptions;
  conversations: Pick<ConversationFeed, "heed">;
  feed: Pick<PresenceFeed, "hear">;
  people: Pick<People, "refresh">;
  /** Pushes a frame to every socket of this node. */
  broadcast: (frame: string) => void;
  /** Ends the sockets of sessions that are over, on this node. */
  endSessions: (event: SessionEvent) => void;
  log: Log;
}

/** What arrives from the broker, and who on this node hears of it. */
export class BrokerNews {
  readonly #options: BrokerNewsOptions;
  #roomsTimer: ReturnType<typeof setTimeout> | undefined;
  #roomsChanged = false;

  constructor(options: BrokerNewsOptions) {
    this.#options = options;
  }

  /** Passes on a batch, in its order. What no node of ours wrote is dropped, and logged. */
  deliver(events: readonly BrokerEvent[]): void {
    const start = new EventRun();
    for (const { key, text } of events) {
      try {
        if (key.startsWith("conv.")) this.#pass(key, text, start);
        else this.#heed(key, text);
      } catch (error) {
        const { log } = this.#options;
        log("error", "an event that no node of ours wrote was dropped", { key, error });
      }
    }
  }

  stop(): void {
    clearTimeout(this.#roomsTimer);
  }

  /** To a conversation's members: items as they stand, for they are most of what there is. */
  #pass(key: string, text: string, start: EventRun): void {
    const { subscriptions } = this.#options;
    if (isTypingHint(text)) return pushHint(text, subscriptions.of(key));
    requireItem(key, text);
    for (const member of subscriptions.next(key, placeIn(text))) member.pushItem(text, start);
  }

  #heed(key: string, text: string): void {
    const { conversations, feed, endSessions } = this.#options;
    if (key.startsWith("user.")) {
      conversations.heed(key, readEvent(USER_EVENT, text));
    } else if (key === ROOMS_KEY) {
      readEvent(ROOMS_EVENT, text);
      this.#announceRooms();
    } else if (key === PRESENCE_KEY) {
      feed.hear(readEvent(PRESENCE_EVENT, text));
    } else if (key === NAME_KEY) {
      this.#announcePerson({ type: "name", ...readEvent(NAME_EVENT, text) });
    } else if (key === IDENTITY_KEY) {
      const { user } = readEvent(IDENTITY_EVENT, text);
      this.#announcePerson({ type: "identity", user });
    } else if (key === SESSION_KEY) {
      endSessions(readEvent(SESSION_EVENT, text));
    }
  }

  /** Everybody will ask for the list, so several changes are told as one. */
  #announceRooms(): void {
    this.#roomsChanged = true;
    this.#roomsTimer ??= setTimeout(() => this.#tellRooms(), ROOMS_DELAY_MS);
  }

  #tellRooms(): void {
    this.#roomsTimer = undefined;
    if (!this.#roomsChanged) return;
    this.#roomsChanged = false;
    this.#options.broadcast('{"type":"rooms-changed"}');
    this.#roomsTimer = setTimeout(() => this.#tellRooms(), ROOMS_PAUSE_MS);
  }

  #announcePerson(frame: object): void {
    this.#options.people.refresh();
    this.#options.broadcast(JSON.stringify(frame));
  }
}
