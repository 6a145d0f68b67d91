// Browser-safe: runs in the page.

import { useEffect, useRef, useState } from "preact/hooks";
import type { EntryView, MessageView } from "../../client/model.ts";
import { t, tn } from "../../i18n/i18n.ts";

/** More at once are only counted. */
const MAX_SPOKEN = 3;
const MAX_LETTERS = 200;

/**
 * Says new messages of others to screen readers. The log itself is silent: rows come into the page
 * and go as one scrolls.
 */
export function LogWords({ entries }: { entries: readonly EntryView[] }) {
  const lastKey = useRef(entries.at(-1)?.key);
  const [words, setWords] = useState<string[]>([]);
  useEffect(() => {
    const fresh = newMessages(entries, lastKey.current);
    lastKey.current = entries.at(-1)?.key;
    if (fresh.length > 0) setWords(wordsFor(fresh));
  }, [entries]);
  return (
    <div class="said" aria-live="polite" aria-relevant="additions text">
      {words.map((text, index) => <p key={`${lastKey.current} ${index}`}>{text}</p>)}
    </div>
  );
}

/** Messages of others after the entry `lastKey`; none when that is not known or not there. */
export function newMessages(
  entries: readonly EntryView[],
  lastKey: string | undefined,
): MessageView[] {
  const index = lastKey === undefined
    ? entries.length
    : entries.findLastIndex((entry) => entry.key === lastKey);
  if (index === -1) return [];
  return entries.slice(index + 1).filter((entry) => entry.type === "message")
    .filter((message) => !message.own && !message.deleted);
}

/** What is said of `messages`. */
export function wordsFor(messages: readonly MessageView[]): string[] {
  if (messages.length > MAX_SPOKEN) {
    return [tn(messages.length, "{count} new message", "{count} new messages")];
  }
  return messages.map(({ senderName, text, file }) =>
    t("{name}: {text}", {
      name: senderName,
      text: (text || (file?.name ?? "")).slice(0, MAX_LETTERS),
    })
  );
}
