/** What the server pushes of conversations: taken in, counted, told of. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Background } from "./background.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Reading } from "./reading.ts";
import type { Roster } from "./roster.ts";
import type { Typing } from "./typing.ts";

export interface NewItemsOptions {
  roster: Pick<Roster, "summaries" | "raiseHead">;
  open: Pick<OpenConversations, "get" | "receive">;
  background: Pick<Background, "openSoon">;
  arrivals: Pick<Arrivals, "notify" | "lacks">;
  typing: Pick<Typing, "end">;
  reading: Pick<Reading, "markRead">;
}

export class NewItems {
  readonly #options: NewItemsOptions;

  constructor(options: NewItemsOptions) {
    this.#options = options;
  }

  take(items: readonly Item[]): void {
    const { roster, open, background, arrivals, reading } = this.#options;
    for (const [conv, group] of Map.groupBy(items, (item) => item.conv)) {
      if (!roster.summaries.has(conv)) continue;
      roster.raiseHead(conv, Math.max(...group.map(({ seq }) => seq)));
      void open.receive(conv, group).then(async (isLoaded) => {
        if (!isLoaded) await background.openSoon(conv);
        else this.#endTyping(conv, group);
        const log = open.get(conv)?.log;
        if (log !== undefined) await arrivals.notify(log);
        await reading.markRead();
      });
    }
  }

  /** A conversation stands as the server has it, or as far as that could be had. */
  async resumed(conv: ConversationId): Promise<void> {
    const { open, background, arrivals, reading } = this.#options;
    const log = open.get(conv)?.log;
    // So much was missed that it began anew: the rest is counted, and then told of.
    if (log !== undefined && arrivals.lacks(log)) void background.openSoon(conv);
    else if (log !== undefined) await arrivals.notify(log, { missed: true });
    await reading.markRead();
  }

  /** What somebody was writing is here. */
  #endTyping(conv: ConversationId, items: readonly Item[]): void {
    const { open, typing } = this.#options;
    const log = open.get(conv)?.log;
    for (const { seq } of items) {
      const sender = log?.fold.contentAt(seq)?.sender;
      if (sender !== undefined) typing.end(conv, sender);
    }
  }
}
