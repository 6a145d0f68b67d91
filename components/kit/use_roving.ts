/** One Tab stop for a list of many: the arrow keys go over its items (WAI-ARIA practices 6.6). */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposingKey } from "./composing_key.ts";

/** Items that a page key goes over. */
const PAGE_ITEMS = 10;

/**
 * Makes the elements within `list` that `items` selects one Tab stop: the one that had the focus
 * last, the current one, or the first. Put what it answers on `list`.
 */
export function useRoving<E extends HTMLElement>(
  list: RefObject<E>,
  items: string,
): { onKeyDown: (event: KeyboardEvent) => void; onFocusIn: (event: FocusEvent) => void } {
  const last = useRef<Element>();
  const all = () => [...list.current?.querySelectorAll<HTMLElement>(items) ?? []];
  const settle = () => {
    const found = all();
    const stop = found.find((item) => item === document.activeElement) ??
      found.find((item) => item.getAttribute("aria-current") === "true") ??
      found.find((item) => item === last.current) ?? found[0];
    for (const item of found) item.tabIndex = item === stop ? 0 : -1;
  };
  // After each drawing: rows come, go and change their places.
  useLayoutEffect(settle);
  return {
    onKeyDown(event) {
      const { altKey, ctrlKey, metaKey, shiftKey, key, target } = event;
      if (altKey || ctrlKey || metaKey || shiftKey || isComposingKey(event)) return;
      const found = all();
      const at = found.findIndex((item) => item === target);
      const to = at === -1 ? undefined : movedBy(key, at, found.length);
      if (to === undefined) return;
      event.preventDefault();
      found[to]!.focus();
    },
    onFocusIn({ target }) {
      const found = all();
      if (!found.some((item) => item === target)) return;
      last.current = target as Element;
      for (const item of found) item.tabIndex = item === target ? 0 : -1;
    },
  };
}

/** Where a key leads among so many items; undefined for one that means nothing here. */
export function movedBy(key: string, at: number, count: number): number | undefined {
  const within = (to: number) => Math.max(0, Math.min(count - 1, to));
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "PageDown":
      return within(at + PAGE_ITEMS);
    case "PageUp":
      return within(at - PAGE_ITEMS);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
