// Browser-safe: runs in the page.

import { MessageTime } from "./message_time.tsx";

/** Something that happened in the conversation and is not a message. */
export function Notice({ time, children }: { time: string; children: string }) {
  return (
    <p class="notice">
      <span dir="auto">{children}</span> <MessageTime time={time} />
    </p>
  );
}
