/** The log's scrolling as a hook: rows to draw, distance from the end, loading older ones. */

import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { EntryView } from "../../client/model/mod.ts";
import { NEW_LINE, type Row } from "./timeline.ts";
import { LogScroll } from "./virtual/log_scroll.ts";

export interface LogScrollOptions {
  entries: readonly EntryView[];
  rows: readonly Row[];
  /** Whether older entries can be asked for now. */
  canLoadOlder: boolean;
  onLoadOlder: () => Promise<void>;
}

/**
 * The scrolling of a log in a component: which rows to draw, whether the reader is away from the
 * end and what came since, and asking for older entries when the reader nears the beginning.
 */
export function useLogScroll({ entries, rows, canLoadOlder, onLoadOlder }: LogScrollOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLDivElement>(null);
  const [, redraw] = useState<unknown>();
  const [newestSeen, setNewestSeen] = useState<string>();
  const asking = useRef(false);

  const loadOlder = useCallback(async () => {
    if (asking.current) return;
    asking.current = true;
    // After a failure the reader asks again, by scrolling or by the button.
    await onLoadOlder();
    asking.current = false;
  }, [onLoadOlder]);

  const latest = useRef({ canLoadOlder, loadOlder, lastKey: "" });
  latest.current.canLoadOlder = canLoadOlder;
  latest.current.loadOlder = loadOlder;

  const scroll = useMemo(() =>
    new LogScroll(
      {
        onRange: redraw,
        onMoved({ atEnd, nearBeginning, up }) {
          setNewestSeen((before) => atEnd ? undefined : before ?? latest.current.lastKey);
          const { canLoadOlder, loadOlder } = latest.current;
          if (up && nearBeginning && canLoadOlder) void loadOlder();
        },
      },
      rows.some((row) => row.type === "new") ? NEW_LINE : undefined,
    ), []);
  const range = scroll.take(rows);
  /** To be shown once it is among the rows. */
  const awaited = useRef<string>();
  const show = useCallback((key: string) => {
    awaited.current = scroll.show(key) ? undefined : key;
  }, [scroll]);

  useLayoutEffect(() =>
    scroll.mount({
      scroller: scroller.current!,
      content: content.current!,
      head: head.current!,
      before: before.current!,
      after: after.current!,
    }), [scroll]);
  useLayoutEffect(() => scroll.settle());
  useLayoutEffect(() => {
    const last = entries.at(-1);
    const isNew = last !== undefined && last.key !== latest.current.lastKey;
    const wroteNow = isNew && latest.current.lastKey !== "" && last.type === "message" && last.own;
    latest.current.lastKey = last?.key ?? "";
    if (wroteNow) scroll.toEnd();
    if (awaited.current !== undefined) show(awaited.current);
  }, [entries, scroll]);

  return {
    elements: { scroller, content, head, before, after },
    range,
    scroll,
    show,
    loadOlder,
    /** Whether the reader looks at older entries. */
    away: newestSeen !== undefined,
    /** Messages of others that came since. */
    unseen: newestSeen === undefined ? 0 : othersAfter(entries, newestSeen),
  };
}

function othersAfter(entries: readonly EntryView[], key: string): number {
  const index = entries.findLastIndex((entry) => entry.key === key);
  if (index === -1) return 0;
  return entries.slice(index + 1)
    .filter((entry) => entry.type === "closed" || (entry.type === "message" && !entry.own)).length;
}
