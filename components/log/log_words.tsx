/** Says others' new messages to screen readers, each once. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { EntryView, MessageView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { plainLine } from "../../protocol/rich_text/plain_text.ts";
import { partOf } from "../message/kinds.tsx";

/** More at once are only counted. */
const MAX_SPOKEN = 3;
const MAX_LETTERS = 200;

/** What was said last, and which entry it was said of. */
interface Said {
  upTo: string | undefined;
  of: readonly MessageView[];
  words: readonly string[];
}

const NOTHING: Said = { upTo: undefined, of: [], words: [] };

export interface LogWordsProps {
  entries: readonly EntryView[];
  /** What was there before is still on its way. */
  loading: boolean;
}

/**
 * Says new messages of others to screen readers, each once. The log itself is silent: rows come
 * into the page and go as one scrolls.
 */
export function LogWords({ entries, loading }: LogWordsProps) {
  const seen = useRef<{ upTo: string | undefined }>();
  const [said, setSaid] = useState(NOTHING);
  useEffect(() => {
    const upTo = entries.at(-1)?.key;
    const fresh = seen.current === undefined ? [] : newMessages(entries, seen.current.upTo);
    // Until the conversation is there its entries are nothing new, and no entries nothing at all.
    if (upTo !== undefined || !loading) seen.current = { upTo };
    if (fresh.length > 0) setSaid({ upTo, of: fresh, words: wordsFor(fresh) });
    // What was said stays in the page until something else is.
    else if (isOutdated(said.of, entries)) setSaid(NOTHING);
  }, [entries, loading]);
  return (
    <div class="said" aria-live="polite" aria-relevant="additions text">
      {said.words.map((text, index) => <p key={`${said.upTo} ${index}`}>{text}</p>)}
    </div>
  );
}

/** Messages of others after the entry `lastKey`, or all; none when that entry is not there. */
export function newMessages(
  entries: readonly EntryView[],
  lastKey: string | undefined,
): MessageView[] {
  const index = lastKey === undefined
    ? -1
    : entries.findLastIndex((entry) => entry.key === lastKey);
  if (index === -1 && lastKey !== undefined) return [];
  return entries.slice(index + 1).filter((entry) => entry.type === "message")
    .filter((message) => !message.own && !message.deleted);
}

/** Whether one of `messages` was taken back since, or says something else. */
export function isOutdated(
  messages: readonly MessageView[],
  entries: readonly EntryView[],
): boolean {
  return messages.length > 0 &&
    entries.some((entry) =>
      entry.type === "message" &&
      messages.some(({ key, text }) => key === entry.key && (entry.deleted || text !== entry.text))
    );
}

/** What is said of `messages`. */
export function wordsFor(messages: readonly MessageView[]): string[] {
  if (messages.length > MAX_SPOKEN) {
    return [tn(messages.length, "{count} new message", "{count} new messages")];
  }
  return messages.map((message) =>
    t("{name}: {text}", {
      name: message.senderName,
      text: (partOf(message)?.said(message) ?? plainLine(message.text)).slice(0, MAX_LETTERS),
    })
  );
}
