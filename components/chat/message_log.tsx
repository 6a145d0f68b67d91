// Browser-safe: runs in the page.

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { EntryView } from "../../client/model.ts";
import { Button } from "../button.tsx";
import { sharedNames } from "../names.ts";
import { readerDateWords, useNow } from "../use_date_words.ts";
import { ClosedMessage } from "./closed_message.tsx";
import { MessageGroup } from "./message_group.tsx";
import { Notice } from "./notice.tsx";
import { type Block, timeline } from "./timeline.ts";
import { useLogScroll } from "./use_log_scroll.ts";

const REFRESH_MS = 60_000;

export interface MessageLogProps {
  entries: readonly EntryView[];
  /** Everybody whose name may be confused with that of a sender. */
  members: readonly { uid: string; fullName: string }[];
  more: boolean;
  loading: boolean;
  /** Resolves when done, also when it failed and was said elsewhere. */
  onLoadOlder: () => Promise<void>;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  /** Stands at the beginning, once there is nothing older. */
  children: ComponentChildren;
}

/** What was said, oldest first. Give it the conversation's id as `key`. */
export function MessageLog(props: MessageLogProps) {
  const { entries, members, more, loading, onLoadOlder, onRetry, onDiscard, children } = props;
  const scroll = useLogScroll({ entries, canLoadOlder: more && !loading, onLoadOlder });
  const now = useNow(REFRESH_MS);
  const words = readerDateWords();
  const days = useMemo(() => timeline(entries), [entries]);
  const shared = useMemo(() => namesToTell(entries, members), [entries, members]);

  const drawBlock = (block: Block) => {
    switch (block.type) {
      case "group":
        return (
          <MessageGroup
            key={block.key}
            messages={block.messages}
            shared={shared}
            onRetry={onRetry}
            onDiscard={onDiscard}
          />
        );
      case "closed":
        return <ClosedMessage key={block.key} entry={block} />;
      case "notice":
        return <Notice key={block.key} time={block.time}>{block.text}</Notice>;
    }
  };

  return (
    <div class="log">
      <div
        class="log__scroller"
        role="log"
        aria-label="Messages"
        aria-busy={loading}
        tabIndex={0}
        ref={scroll.scroller}
        onScroll={scroll.onScroll}
      >
        <div class="log__content" ref={scroll.content}>
          {loading
            ? (
              <p class="log__loading">
                <span class="spinner" aria-hidden="true" />
                {entries.length === 0 ? "Opening the conversation…" : "Loading older messages…"}
              </p>
            )
            : more
            ? (
              <p class="log__older">
                <Button small icon="history" onClick={() => void scroll.loadOlder()}>
                  Load older messages
                </Button>
              </p>
            )
            : children}
          {days.map((day) => (
            <section class="day" key={day.key}>
              <h2 class="day__label">
                <time dateTime={localDate(day.time)}>{words.day(day.time, now)}</time>
              </h2>
              {day.blocks.map(drawBlock)}
            </section>
          ))}
        </div>
      </div>
      {scroll.away
        ? (
          <div class="log__jump">
            <Button look="primary" icon="arrow-down" onClick={scroll.toEnd}>
              Jump to newest
              {scroll.unseen > 0 ? <span class="said">, {scroll.unseen} new</span> : null}
              {scroll.unseen > 0
                ? <span class="log__unseen" aria-hidden="true">{scroll.unseen}</span>
                : null}
            </Button>
          </div>
        )
        : null}
    </div>
  );
}

/** Former members speak in old messages too, so senders count beside members. */
function namesToTell(
  entries: readonly EntryView[],
  members: MessageLogProps["members"],
): ReadonlySet<string> {
  const senders = entries.flatMap((entry) =>
    entry.type === "message" ? [{ uid: entry.senderUid, fullName: entry.senderName }] : []
  );
  return sharedNames([...members, ...senders]);
}

/** The date in the reader's zone, as `<time>` wants it. */
function localDate(time: Date): string {
  const month = String(time.getMonth() + 1).padStart(2, "0");
  return `${time.getFullYear()}-${month}-${String(time.getDate()).padStart(2, "0")}`;
}
