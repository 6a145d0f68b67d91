/** What the notification of one conversation says. */

import { t, tn } from "../../i18n/i18n.ts";
import type { Arrival } from "./arrival.ts";

/** Lines that a notification shows; the newest count. */
const MAX_LINES = 4;
/** UTF-16 units of one line. */
const MAX_LINE_CHARS = 160;

export interface NotificationWords {
  title: string;
  body: string;
}

/**
 * What the notification of one conversation says.
 *
 * @param arrivals of that conversation since it was read, oldest first; at least one.
 */
export function wordsFor(arrivals: readonly Arrival[], showsText: boolean): NotificationWords {
  const { kind, title, senderName } = arrivals[0]!;
  const count = arrivals.length;
  if (!showsText) {
    return { title: "TalkyWalky", body: tn(count, "{count} new message", "{count} new messages") };
  }
  if (count > 1 && arrivals.every(({ missed }) => missed)) {
    return {
      title: kind === "direct" ? senderName : title,
      body: tn(count, "{count} new message", "{count} new messages"),
    };
  }
  const lines = arrivals.slice(-MAX_LINES).map((one) =>
    kind === "direct"
      ? shortened(one.text)
      : t("{name}: {text}", { name: one.senderName, text: shortened(one.text) })
  );
  const more = count - lines.length;
  if (more > 0) lines.unshift(tn(more, "{count} earlier message", "{count} earlier messages"));
  return { title: kind === "direct" ? senderName : title, body: lines.join("\n") };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= MAX_LINE_CHARS) return line;
  return `${line.slice(0, MAX_LINE_CHARS - 1).toWellFormed().replace(/\ufffd$/, "").trimEnd()}…`;
}
