/** A line in the log about something that is no message. */

import { MessageTime } from "../message/message_time.tsx";

/** Something that happened in the conversation and is not a message. */
export function Notice({ row, time, children }: { row: string; time: string; children: string }) {
  return (
    <p class="notice" data-row={row} tabIndex={-1}>
      <span>{children}</span> <MessageTime time={time} />
    </p>
  );
}
