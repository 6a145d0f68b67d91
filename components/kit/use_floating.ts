/** Places a floating panel beside its element, and closes it on Escape or a press elsewhere. */

import { isComposingKey } from "./composing_key.ts";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { NARROW } from "./use_narrow.ts";

const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * Lays a `popover="manual"` over everything, beside the element that it is drawn in: above it where
 * there is room. Escape and a press elsewhere ask to close; the focus goes back to where it was.
 */
export function useFloating(panel: RefObject<HTMLElement>, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = panel.current;
    const anchor = element?.parentElement;
    if (element === null || anchor === null || anchor === undefined) return;
    const before = document.activeElement;
    element.showPopover();
    const lay = () => place(element, anchor.getBoundingClientRect());
    lay();
    const observer = new ResizeObserver(lay);
    observer.observe(element);
    addEventListener("resize", lay);
    return () => {
      observer.disconnect();
      removeEventListener("resize", lay);
      const inside = element.contains(document.activeElement) ||
        document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  // At once: who presses Escape right after opening means this.
  useLayoutEffect(() => {
    const element = panel.current;
    const closeOutside = ({ target }: Event) => {
      // The button that opened it closes it by itself.
      const home = element?.parentElement ?? element;
      if (target instanceof Node && !home?.contains(target)) close.current();
    };
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || isComposingKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    document.addEventListener("pointerdown", closeOutside);
    // Before anything else that Escape would end.
    document.addEventListener("keydown", closeByKey, { capture: true });
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("keydown", closeByKey, { capture: true });
    };
  }, []);
}

function place(element: HTMLElement, anchor: DOMRect): void {
  const { style } = element;
  if (matchMedia(NARROW).matches) {
    // A panel lies along the lower edge there.
    style.left = style.top = "";
    return;
  }
  const { offsetWidth: width, offsetHeight: height } = element;
  const rtl = getComputedStyle(element).direction === "rtl";
  const left = rtl ? anchor.left : anchor.right - width;
  const above = anchor.top - GAP_PX - height;
  const top = above >= EDGE_PX ? above : anchor.bottom + GAP_PX;
  style.left = `${clamp(left, innerWidth - width - EDGE_PX)}px`;
  style.top = `${clamp(top, innerHeight - height - EDGE_PX)}px`;
}

function clamp(value: number, most: number): number {
  return Math.max(EDGE_PX, Math.min(value, most));
}
