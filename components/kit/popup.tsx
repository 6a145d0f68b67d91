/** A small area over the page beside its button, or from below on a narrow screen. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** Kept free around it and beside what it belongs to. */
const GAP_PX = 6;

export interface PopupProps {
  /** What it belongs to; it opens beside it and gives the focus back to it. */
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * A small area over the page beside a button, or from below on a narrow screen. Escape, a press
 * elsewhere, or the focus going elsewhere closes it; arrow keys go through its buttons.
 */
export function Popup({ anchor, label, onClose, children }: PopupProps) {
  const root = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = root.current!;
    const row = anchor.closest<HTMLElement>("[data-row]");
    place(element, anchor);
    const resize = new ResizeObserver(() => place(element, anchor));
    resize.observe(element);
    firstShown(element)?.focus();
    return () => {
      resize.disconnect();
      // Not when the focus went elsewhere on purpose.
      const focused = document.activeElement;
      if (focused === null || focused === document.body || element.contains(focused)) {
        // A message's button may go with it; the message itself stays.
        (anchor.isConnected ? anchor : row)?.focus({ preventScroll: true });
      }
    };
  }, [anchor]);
  useEffect(() => {
    const onElsewhere = ({ target }: Event) => {
      if (!(target instanceof Node)) return;
      if (root.current?.contains(target) || anchor.contains(target)) return;
      close.current();
    };
    document.addEventListener("pointerdown", onElsewhere);
    document.addEventListener("focusin", onElsewhere);
    return () => {
      document.removeEventListener("pointerdown", onElsewhere);
      document.removeEventListener("focusin", onElsewhere);
    };
  }, [anchor]);

  return (
    <div
      class="popup"
      role="group"
      aria-label={label}
      ref={root}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          event.preventDefault();
          close.current();
        }
        const step = stepOf(event);
        if (step === 0 || event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        event.stopPropagation();
        moveFocus(root.current!, step);
      }}
    >
      {children}
    </div>
  );
}

/** What is left out at this width takes no focus. */
function firstShown(root: HTMLElement): HTMLElement | undefined {
  const all = [...root.querySelectorAll<HTMLElement>("button, input, [tabindex]")];
  return all.find((element) => element.offsetParent !== null);
}

function stepOf({ key, currentTarget }: KeyboardEvent): number {
  if (key === "ArrowDown") return 1;
  if (key === "ArrowUp") return -1;
  const rtl = getComputedStyle(currentTarget as Element).direction === "rtl";
  if (key === "ArrowRight") return rtl ? -1 : 1;
  if (key === "ArrowLeft") return rtl ? 1 : -1;
  return 0;
}

function moveFocus(root: HTMLElement, step: number): void {
  const buttons = [...root.querySelectorAll<HTMLElement>("button")]
    .filter((button) => button.offsetParent !== null);
  const index = buttons.indexOf(document.activeElement as HTMLElement);
  buttons.at((index + step + buttons.length) % buttons.length)?.focus();
}

/** Below its anchor, or above where there is no room below; ends in line with it. */
function place(element: HTMLElement, anchor: HTMLElement): void {
  const { width, height } = element.getBoundingClientRect();
  const box = anchor.getBoundingClientRect();
  const below = box.bottom + GAP_PX;
  const fits = below + height + GAP_PX <= innerHeight;
  const top = fits ? below : Math.max(GAP_PX, box.top - GAP_PX - height);
  const rtl = getComputedStyle(element).direction === "rtl";
  const start = rtl ? innerWidth - box.left - width : box.right - width;
  const inset = Math.min(Math.max(GAP_PX, start), innerWidth - width - GAP_PX);
  element.style.setProperty("--popup-block", `${Math.round(top)}px`);
  element.style.setProperty("--popup-inline", `${Math.round(inset)}px`);
}
