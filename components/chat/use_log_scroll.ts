// Browser-safe: runs in the page.

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { EntryView } from "../../client/model.ts";

/** Nearer to the end than this counts as reading the newest. */
const END_PX = 48;
/** Nearer to the beginning than this, older entries are asked for. */
const BEGINNING_PX = 320;

export interface LogScrollOptions {
  entries: readonly EntryView[];
  /** Whether older entries can be asked for now. */
  canLoadOlder: boolean;
  onLoadOlder: () => Promise<void>;
}

/**
 * Keeps the end of a log in view while the reader is there, keeps what is read in its place when
 * older entries arrive above it, and asks for older entries when the reader nears the beginning.
 */
export function useLogScroll({ entries, canLoadOlder, onLoadOlder }: LogScrollOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef({ firstKey: "", lastKey: "", height: 0, top: 0 });
  const asking = useRef(false);
  const [newestSeen, setNewestSeen] = useState<string>();

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  const loadOlder = useCallback(async () => {
    if (asking.current) return;
    asking.current = true;
    // After a failure the reader asks again, by scrolling or by the button.
    await onLoadOlder();
    asking.current = false;
  }, [onLoadOlder]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.clientHeight - element.scrollTop < END_PX;
    const up = element.scrollTop < seen.current.top;
    seen.current.height = element.scrollHeight;
    seen.current.top = element.scrollTop;
    setNewestSeen((before) => atEnd.current ? undefined : before ?? seen.current.lastKey);
    if (up && canLoadOlder && element.scrollTop < BEGINNING_PX) void loadOlder();
  }, [canLoadOlder, loadOlder]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const firstKey = entries[0]?.key ?? "";
    const last = entries.at(-1);
    const wroteNow = last?.type === "message" && last.own && last.key !== seen.current.lastKey;
    if (atEnd.current || wroteNow) {
      toEnd();
    } else if (firstKey !== seen.current.firstKey) {
      element.scrollTop = seen.current.top + element.scrollHeight - seen.current.height;
    }
    seen.current = {
      firstKey,
      lastKey: last?.key ?? "",
      height: element.scrollHeight,
      top: element.scrollTop,
    };
  }, [entries, toEnd]);

  useEffect(() => {
    // The window, the composer and the letters change size without a new entry.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    for (const element of [scroller.current, content.current]) {
      if (element !== null) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [toEnd]);

  return {
    scroller,
    content,
    onScroll,
    toEnd,
    loadOlder,
    /** Whether the reader looks at older entries. */
    away: newestSeen !== undefined,
    /** Entries that came since. */
    unseen: newestSeen === undefined ? 0 : entriesAfter(entries, newestSeen),
  };
}

function entriesAfter(entries: readonly EntryView[], key: string): number {
  const index = entries.findLastIndex((entry) => entry.key === key);
  return index === -1 ? 0 : entries.length - 1 - index;
}
