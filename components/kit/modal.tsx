/** A dialog over the page; the browser keeps the focus inside. */

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { IconButton } from "./button.tsx";
import { isComposingKey } from "./composing_key.ts";

export interface ModalProps {
  title: string;
  /** Wider, at the upper edge, and as high as it may be: for what is looked for while one types. */
  finder?: boolean;
  /** Asked to go away: by its button, by Escape, or by a press outside. */
  onClose: () => void;
  /** For much beside each other, such as the settings. */
  wide?: boolean;
  /** Longer than the window and without anything to press: the keys scroll it. */
  reading?: boolean;
  children: ComponentChildren;
}

/**
 * A dialog over the page while it is mounted. The browser keeps the focus inside and gives it back
 * afterwards.
 */
export function Modal(
  { title, finder = false, wide = false, reading = false, onClose, children }: ModalProps,
) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before the next key comes: it is meant for what is asked for here.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`dialog${finder ? " dialog--finder" : ""}${wide ? " dialog--wide" : ""}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // WebKit keeps Escape in a search field to itself, and Chromium its first one.
        const { key, target } = event;
        if (key !== "Escape" || isComposingKey(event)) return;
        if (!(target instanceof HTMLInputElement)) return;
        if (target.type !== "search") return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        // Only the backdrop is the dialog itself; all it shows lies in its children.
        const element = dialog.current;
        if (element !== null && event.target === element && isOutside(event, element)) onClose();
      }}
    >
      <div class="dialog__head">
        <h2 class="dialog__title" id={titleId}>{title}</h2>
        <IconButton icon="close" label={t("Close")} onClick={onClose} />
      </div>
      <div
        class="dialog__body"
        {...(reading ? { tabIndex: 0, role: "group", "aria-labelledby": titleId } : {})}
      >
        {children}
      </div>
    </dialog>
  );
}

function isOutside(event: PointerEvent, element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right ||
    event.clientY < box.top || event.clientY > box.bottom;
}
