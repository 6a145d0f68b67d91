/** The keyboard in the log: going from message to message, and acting on one. */

import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../client/model/mod.ts";
import { ACTIONS, actionsFor, type MessageActions, perform } from "../message/message_actions.ts";
import type { PopupType } from "../message/message_tools.tsx";
import type { Row } from "./timeline.ts";
import type { LogScroll } from "./virtual/log_scroll.ts";

/** A message that goes on further than this is scrolled before the next one has its turn. */
const PART = 0.8;

export interface LogKeysOptions {
  rows: readonly Row[];
  scroll: LogScroll;
  scroller: { current: HTMLDivElement | null };
  actions: MessageActions;
  onOpen: (type: PopupType, message: MessageView, anchor: HTMLElement) => void;
}

/** The keyboard in the log: going from message to message, and doing things with one of them. */
export function useLogKeys({ rows, scroll, scroller, actions, onOpen }: LogKeysOptions) {
  /** Key of the row that has, or had last, the focus. */
  const [active, setActive] = useState<string>();
  const wanted = useRef<string>();
  const hadFocus = useRef(false);

  const focus = useCallback((key: string) => {
    wanted.current = key;
    setActive(key);
    focusWanted(scroller.current, wanted);
  }, []);

  useLayoutEffect(() => {
    focusWanted(scroller.current, wanted);
    // What had the focus is not drawn any more; its row or the log keeps the keyboard.
    if (hadFocus.current && document.activeElement === document.body) {
      wanted.current = active;
      focusWanted(scroller.current, wanted);
      if (wanted.current !== undefined) scroller.current?.focus({ preventScroll: true });
      wanted.current = undefined;
    }
  });

  const go = (step: 1 | -1) => {
    const seen = scroll.seen();
    if (seen === undefined) return;
    const index = rows.findIndex((row) => row.key === active);
    if (active !== undefined && index !== -1 && isFocused(scroller.current, active)) {
      const { above, below } = scroll.beyond(active);
      const element = scroller.current!;
      const part = element.clientHeight * PART;
      if (step === 1 && below > part / 4) return element.scrollBy(0, Math.min(below + 8, part));
      if (step === -1 && above > part / 4) return element.scrollBy(0, -Math.min(above + 8, part));
      const next = nextStop(rows, index + step, step);
      if (next !== undefined) arrive(next);
      return;
    }
    const from = step === 1 ? seen.first : seen.last;
    const next = nextStop(rows, rows.findIndex((row) => row.key === from), step);
    if (next !== undefined) arrive(next);
  };
  const arrive = (key: string) => {
    scroll.reveal(key);
    focus(key);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = target.dataset.row;
    if (key === undefined && target !== scroller.current) return;
    if (navigate(event.key) || (key !== undefined && act(event.key, key, target))) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const navigate = (pressed: string): boolean => {
    switch (pressed) {
      case "ArrowDown":
        go(1);
        return true;
      case "ArrowUp":
        go(-1);
        return true;
      case "Home":
      case "End": {
        const end = pressed === "End";
        const stop = nextStop(rows, end ? rows.length - 1 : 0, end ? -1 : 1);
        if (stop === undefined) return true;
        if (end) scroll.toEnd();
        else scroll.toBeginning();
        focus(stop);
        return true;
      }
      default:
        return false;
    }
  };

  const act = (pressed: string, key: string, target: HTMLElement): boolean => {
    const row = rows.find((row) => row.key === key);
    if (row?.type !== "message") return false;
    const { message } = row;
    const action = actionsFor(message).find((one) => ACTIONS[one].keys.includes(pressed));
    if (action === undefined) return false;
    perform(action, message, actions, () => onOpen("react", message, target));
    return true;
  };

  return {
    active,
    focus,
    onKeyDown,
    onFocusIn(event: FocusEvent) {
      hadFocus.current = true;
      const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
      if (row !== null) setActive(row.dataset.row);
    },
    onFocusOut({ relatedTarget }: FocusEvent) {
      if (relatedTarget instanceof Node) {
        hadFocus.current = scroller.current!.contains(relatedTarget);
        if (!hadFocus.current) setActive(undefined);
        return;
      }
      // To nowhere: if that is because the row went, the focus is back in the log by then.
      setTimeout(() => {
        hadFocus.current = scroller.current?.contains(document.activeElement) ?? false;
      });
    },
  };
}

/** The nearest row from `index` on that can have the focus. */
function nextStop(rows: readonly Row[], index: number, step: number): string | undefined {
  for (let i = index; rows[i] !== undefined; i += step) {
    const { type, key } = rows[i]!;
    if (type !== "day" && type !== "new") return key;
  }
  return undefined;
}

function isFocused(scroller: HTMLElement | null, key: string): boolean {
  const focused = document.activeElement;
  return scroller !== null && scroller.contains(focused) &&
    focused?.closest<HTMLElement>("[data-row]")?.dataset.row === key;
}

function focusWanted(scroller: HTMLElement | null, wanted: { current: string | undefined }): void {
  if (wanted.current === undefined) return;
  const row = scroller?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"]`);
  if (row === null || row === undefined) return;
  wanted.current = undefined;
  row.focus({ preventScroll: true });
}
