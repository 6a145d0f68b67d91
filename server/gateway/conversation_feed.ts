/** Subscribes each connection to its person's conversations, and tells it of them. */

import type { ArchiveForGateway } from "../bridge/port.ts";
import { CLOSE } from "../../protocol/frames/socket.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Log } from "../log.ts";
import type { UserEvent } from "../router/events.ts";
import { conversationKey, conversationsIn, userKey } from "../router/keys.ts";
import type { Connection } from "./connection.ts";
import type { Subscriptions } from "./subscriptions.ts";

export interface ConversationFeedOptions {
  archive: Pick<ArchiveForGateway, "conversationIdsOf" | "summary">;
  subscriptions: Subscriptions;
  /** Whether the socket has not closed meanwhile. */
  isOpen: (connection: Connection) => boolean;
  log: Log;
}

/** Keeps each connection bound to the conversations that its person is in, and tells it of them. */
export class ConversationFeed {
  readonly #options: ConversationFeedOptions;

  constructor(options: ConversationFeedOptions) {
    this.#options = options;
  }

  /**
   * Binds the connection to what its person is in now, and to nothing else; to nothing at all when
   * it has closed meanwhile.
   *
   * @returns the conversations, read when all of them were bound.
   */
  async subscribe(connection: Connection): Promise<ConversationId[]> {
    const { archive, subscriptions, isOpen } = this.#options;
    const { user } = connection.session;
    let conversations: ConversationId[];
    let keys: Set<string>;
    do {
      conversations = await archive.conversationIdsOf(user);
      keys = new Set([userKey(user), ...conversations.map(conversationKey)]);
      // What was archived between reading and binding is in the next reading.
    } while (await subscriptions.add(connection, [...keys]));
    if (!isOpen(connection)) keys.clear();
    subscriptions.remove(connection, [...connection.keys].filter((key) => !keys.has(key)));
    return conversations;
  }

  /** After events may have been lost: among them the news of a conversation, or of its end. */
  async catchUp(connection: Connection): Promise<void> {
    const { user } = connection.session;
    try {
      const before = new Set(connection.keys);
      for (const conv of await this.subscribe(connection)) {
        if (before.delete(conversationKey(conv))) continue;
        const conversation = await this.#options.archive.summary(user, conv);
        if (conversation !== undefined) connection.push({ type: "conversation", conversation });
      }
      for (const conv of conversationsIn(before)) connection.push({ type: "left", conv });
      connection.push({ type: "catch-up" });
    } catch (error) {
      this.#options.log("warn", "a socket could not catch up", { error });
      connection.close(CLOSE.goingAway, "Try again");
    }
  }

  /** Heeds what came under `key`, a person's own. */
  heed(key: string, event: UserEvent): void {
    const { subscriptions, log } = this.#options;
    for (const connection of [...subscriptions.of(key)]) {
      if (event.type === "left") {
        subscriptions.remove(connection, [conversationKey(event.conv)]);
        connection.push(event);
      } else {
        this.#announce(connection, event.conv).catch((error) => {
          log("warn", "a new conversation could not be told", { error });
          connection.close(CLOSE.goingAway, "Try again");
        });
      }
    }
  }

  /** The summary is read after the binding, so that nothing falls between the two. */
  async #announce(connection: Connection, conv: ConversationId): Promise<void> {
    const { archive, subscriptions, isOpen } = this.#options;
    await subscriptions.add(connection, [conversationKey(conv)]);
    const conversation = await archive.summary(connection.session.user, conv);
    if (!isOpen(connection)) subscriptions.remove(connection);
    else if (conversation !== undefined) connection.push({ type: "conversation", conversation });
    else subscriptions.remove(connection, [conversationKey(conv)]);
  }
}
