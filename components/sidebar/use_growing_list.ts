/** Draws a long list in pages, as the reader comes near its end. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** Rows that are added before the reader gets to see that they are missing. */
const AHEAD = "600px";

/**
 * How much of a long list is drawn: `page` rows, and as many again each time its end comes near.
 * `end` goes on what stands after the last row.
 */
export function useGrowingList<T>(all: readonly T[], page: number) {
  const [limit, setLimit] = useState(page);
  const end = useRef<HTMLButtonElement>(null);
  const grow = useCallback(() => setLimit((before) => before + page), [page]);
  const left = Math.max(0, all.length - limit);
  useEffect(() => {
    const element = end.current;
    if (element === null || left === 0) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) grow();
      },
      { root: element.closest(".sidebar__lists"), rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [limit, left === 0, grow]);
  return { shown: left === 0 ? all : all.slice(0, limit), left, end, grow };
}
