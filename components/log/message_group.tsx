/** Consecutive messages of one sender: the name once, then each message. */

import { nameKey } from "../kit/names.ts";
import { Message, type MessageProps } from "../message/message.tsx";
import type { Group } from "./timeline.ts";

export interface MessageGroupProps
  extends Pick<MessageProps, "people" | "selfUid" | "actions" | "onOpen"> {
  messages: Group["messages"];
  /** Keys of names that more than one person here bears. */
  shared: ReadonlySet<string>;
  /** Key of the message whose tools are shown, and of that to which one was led. */
  toolsAt: string | undefined;
  reached: string | undefined;
}

/** Messages of one sender in a row: the name once, then each text. */
export function MessageGroup({ messages, shared, toolsAt, reached, ...rest }: MessageGroupProps) {
  return (
    <div class={messages[0]?.message.own ? "group group--own" : "group"}>
      {messages.map(({ message, first }) => (
        <Message
          key={message.key}
          message={message}
          first={first}
          showUid={first && shared.has(nameKey(message.senderName))}
          toolsShown={message.key === toolsAt}
          reached={message.key === reached}
          {...rest}
        />
      ))}
    </div>
  );
}
