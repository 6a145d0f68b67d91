/** The pointer over the log: the row under it, presses, and the long press of a finger. */

import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../client/model/mod.ts";
import type { PopupType } from "../message/message_tools.tsx";
import type { Row } from "./timeline.ts";

/** A finger that stays this long asks for the menu. */
const LONG_PRESS_MS = 450;
/** And that moves no further. */
const STILL_PX = 10;
/** While rows pass under the pointer it is over none of them, until they have come to rest. */
const REST_MS = 120;

type Timer = ReturnType<typeof setTimeout>;

export interface LogPointerOptions {
  rows: readonly Row[];
  onOpen: (type: PopupType, message: MessageView, anchor: HTMLElement) => void;
}

/**
 * The pointer over the log: the row it is over, whether it is pressed, and the long press of a
 * finger.
 */
export function useLogPointer({ rows, onOpen }: LogPointerOptions) {
  const [pointed, setPointed] = useState<string>();
  const [pressed, setPressed] = useState(false);
  const latest = useRef(rows);
  latest.current = rows;
  const state = useRef({
    press: undefined as Timer | undefined,
    rest: undefined as Timer | undefined,
    inside: false,
    x: 0,
    y: 0,
  });

  const listeners = useMemo(() => {
    const cancel = () => clearTimeout(state.current.press);
    const release = () => {
      cancel();
      setPressed(false);
    };
    return {
      onPointerOver(event: PointerEvent) {
        if (event.pointerType === "touch") return;
        const { rest, x, y } = state.current;
        // Not the pointer moved but the rows, when it is where it was.
        const moved = event.clientX !== x || event.clientY !== y;
        Object.assign(state.current, { inside: true, x: event.clientX, y: event.clientY });
        if (moved || rest === undefined) setPointed(rowAt(event.target)?.dataset.row);
      },
      onPointerLeave() {
        state.current.inside = false;
        setPointed(undefined);
        setPressed(false);
      },
      onPointerDown(event: PointerEvent) {
        cancel();
        setPressed(true);
        const row = rowAt(event.target);
        if (event.pointerType !== "touch" || row === undefined) return;
        state.current.x = event.clientX;
        state.current.y = event.clientY;
        state.current.press = setTimeout(() => {
          const found = latest.current.find(({ key }) => key === row.dataset.row);
          if (found?.type !== "message") return;
          swallowRelease();
          onOpen("menu", found.message, row);
        }, LONG_PRESS_MS);
      },
      onPointerMove(event: PointerEvent) {
        const { x, y } = state.current;
        if (event.pointerType !== "touch") {
          Object.assign(state.current, { x: event.clientX, y: event.clientY });
        } else if (Math.hypot(event.clientX - x, event.clientY - y) > STILL_PX) {
          cancel();
        }
      },
      onPointerUp: release,
      onPointerCancel: release,
      onContextMenu(event: Event) {
        // The finger's own long press opens our menu, not the browser's; a mouse keeps its menu.
        if ((event as PointerEvent).pointerType === "touch" && rowAt(event.target) !== undefined) {
          event.preventDefault();
        }
      },
    };
  }, [onOpen]);

  const onScroll = useCallback(() => {
    clearTimeout(state.current.press);
    clearTimeout(state.current.rest);
    state.current.rest = setTimeout(() => {
      const { inside, x, y } = state.current;
      state.current.rest = undefined;
      if (inside) setPointed(rowAt(document.elementFromPoint(x, y))?.dataset.row);
    }, REST_MS);
  }, []);
  useEffect(() => () => {
    clearTimeout(state.current.press);
    clearTimeout(state.current.rest);
  }, []);
  return { pointed, pressed, listeners, onScroll };
}

function rowAt(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>("[data-row]") ?? undefined
    : undefined;
}

/** The finger that opened the menu lies over it now; lifting it must not choose anything. */
function swallowRelease(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const over = () => {
    document.removeEventListener("pointerup", over, true);
    document.removeEventListener("pointercancel", over, true);
    setTimeout(() => document.removeEventListener("click", swallow, true), REST_MS);
  };
  document.addEventListener("click", swallow, true);
  document.addEventListener("pointerup", over, true);
  document.addEventListener("pointercancel", over, true);
}
