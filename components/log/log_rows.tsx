/** The rows of the log that are in the page, by days and groups. */

import { t } from "../../i18n/i18n.ts";
import { memo } from "../kit/memo.ts";
import { readerDateWords, useNow } from "../kit/reader.ts";
import { ClosedMessage } from "./closed_message.tsx";
import { MessageGroup, type MessageGroupProps } from "./message_group.tsx";
import { Notice } from "./notice.tsx";
import { SealedItems } from "./sealed_items.tsx";
import { type Day, daysOf, localDate, type Row } from "./timeline.ts";
import type { Range } from "./virtual/window.ts";

export interface LogRowsProps extends Omit<MessageGroupProps, "messages"> {
  rows: readonly Row[];
  range: Range;
}

/** The rows of the log that are in the page, in their days and groups. */
export const LogRows = memo(function LogRows({ rows, range, ...rest }: LogRowsProps) {
  const { from, to } = range;
  const now = useNow();
  const words = readerDateWords();
  const skips = rows[from] !== undefined && rows[from].type !== "day";
  return (
    <>
      {daysOf(rows, from, to).map((day, index) => (
        <section class="day" key={day.key}>
          <h2 class="day__label" data-row={day.key}>
            <time dateTime={localDate(day.time)}>{words.day(day.time, now)}</time>
          </h2>
          {index === 0 && skips ? <div class="log__skipped" key="skipped" /> : null}
          {day.blocks.map((block) => drawBlock(block, rest))}
        </section>
      ))}
    </>
  );
});

function drawBlock(block: Day["blocks"][number], rest: Omit<MessageGroupProps, "messages">) {
  switch (block.type) {
    case "group":
      return <MessageGroup key={block.key} messages={block.messages} {...rest} />;
    case "closed":
      return <ClosedMessage key={block.key} entry={block} />;
    case "sealed":
      return <SealedItems key={block.key} entry={block} />;
    case "notice":
      return <Notice key={block.key} row={block.key} time={block.time}>{block.text}</Notice>;
    case "new":
      return (
        <p class="newline" key={block.key} data-row={block.key}>
          <span>{t("New messages")}</span>
        </p>
      );
  }
}
