// Browser-safe: runs in the page.

import { Button } from "../button.tsx";
import { Icon } from "../icon.tsx";
import { MessageTime } from "./message_time.tsx";
import type { MessageEntry } from "./timeline.ts";

export interface MessageProps {
  message: MessageEntry;
  /** Whether its sender's name already stands above an earlier one. */
  continued: boolean;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** One text, as text and never as markup, and how far it got when it is one's own. */
export function Message({ message, continued, onRetry, onDiscard }: MessageProps) {
  const { key, text, own, state, problem } = message;
  return (
    <div class={`message message--${state}`}>
      {continued
        ? (
          <span class="message__margin">
            <span class="said">{message.senderName},</span>
            <MessageTime time={message.time} />
          </span>
        )
        : null}
      <p class="message__text" dir="auto">{text}</p>
      {own && state !== "failed" ? <Progress state={state} /> : null}
      {state === "failed"
        ? (
          <div class="message__problem">
            <Icon name="alert" />
            <span>{problem ?? "This message was not sent."}</span>
            <span class="message__remedies">
              <Button small look="outline" icon="retry" onClick={() => onRetry(key)}>Retry</Button>
              <Button small icon="remove" onClick={() => onDiscard(key)}>Discard</Button>
            </span>
          </div>
        )
        : null}
    </div>
  );
}

const PROGRESS = {
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
} as const;

function Progress({ state }: { state: keyof typeof PROGRESS }) {
  const text = PROGRESS[state];
  return (
    <span class="message__progress" title={text}>
      <Icon name={state === "sending" ? "clock" : "check"} />
      <span class="said">{text}</span>
    </span>
  );
}
