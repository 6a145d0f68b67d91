// Browser-safe: runs in the page.

import { Avatar } from "../avatar.tsx";
import { nameKey } from "../names.ts";
import { Message } from "./message.tsx";
import { MessageTime } from "./message_time.tsx";
import type { MessageEntry } from "./timeline.ts";

export interface MessageGroupProps {
  messages: readonly [MessageEntry, ...MessageEntry[]];
  /** Keys of names that more than one person here bears. */
  shared: ReadonlySet<string>;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** Messages of one sender in a row: the name once, then each text. */
export function MessageGroup({ messages, shared, onRetry, onDiscard }: MessageGroupProps) {
  const [first] = messages;
  return (
    <div class={first.own ? "group group--own" : "group"}>
      <Avatar id={first.sender} name={first.senderName} />
      <p class="group__head">
        <bdi class="group__name">{first.senderName}</bdi>
        {shared.has(nameKey(first.senderName))
          ? <bdi class="group__uid">@{first.senderUid}</bdi>
          : null} <MessageTime time={first.time} />
      </p>
      {messages.map((message) => (
        <Message
          key={message.key}
          message={message}
          continued={message !== first}
          onRetry={onRetry}
          onDiscard={onDiscard}
        />
      ))}
    </div>
  );
}
