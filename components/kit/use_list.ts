/** A list that a part of the screen asks for itself, again by itself while it cannot be had. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ListView, listView } from "../../client/model/list_view.ts";

/** Tries after a failure come so far apart, at first and at most. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/**
 * What `load` answers, as far as it has come; what was had before is shown meanwhile. `refresh` asks
 * again, and resolves when it was answered or refused. Give the same `load` as long as the list is
 * the same.
 */
export function useList<T>(
  load: () => Promise<readonly T[]>,
): { list: ListView<T>; refresh: () => Promise<void> } {
  const [list, setList] = useState<ListView<T>>(() => listView<T>([], "loading"));
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const round = useRef(0);
  const ask = useCallback(async (retryMs: number): Promise<void> => {
    const number = ++round.current;
    clearTimeout(timer.current);
    try {
      const items = await load();
      if (number === round.current) setList(listView(items));
    } catch {
      if (number !== round.current) return;
      setList((before) => listView(before.items, "failed"));
      timer.current = setTimeout(
        () => void ask(Math.min(LAST_RETRY_MS, retryMs * 2)),
        retryMs,
      );
    }
  }, [load]);
  const refresh = useCallback(() => ask(FIRST_RETRY_MS), [ask]);
  useEffect(() => {
    void refresh();
    return () => {
      round.current++;
      clearTimeout(timer.current);
    };
  }, [refresh]);
  return { list, refresh };
}
