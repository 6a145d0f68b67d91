/** Copies what is selected in the log, of rows that are not drawn too, without ticks and buttons. */

import { useEffect, useRef } from "preact/hooks";
import type { CopiedRows } from "./copied_rows.ts";
import type { Row } from "./timeline.ts";
import type { LogScroll } from "./virtual/log_scroll.ts";

export interface LogCopyOptions {
  rows: readonly Row[];
  scroll: LogScroll;
  scroller: { current: HTMLElement | null };
  /** Holds the rows. */
  content: { current: HTMLElement | null };
  /** Older ones are there and not loaded. */
  more: boolean;
  /** What was copied begins with what is loaded, and older messages are not in it. */
  onCopiedPart: (what: string) => void;
}

/**
 * Rows between the ends of a selection stay drawn, so that the browser keeps it. Ctrl + A in the log
 * selects all that is loaded, and a copy of it says when that is not all. What is copied of one
 * message's text alone is as the browser has it.
 */
export function useLogCopy(options: LogCopyOptions): void {
  const { scroll, scroller, content } = options;
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    const [box, all] = [scroller.current!, content.current!];
    let copies: typeof import("./copied_rows.ts") | undefined;
    // Copying cannot wait, so it is loaded when something is selected.
    const load = async () => copies ??= await import("./copied_rows.ts");
    const onSelectionChange = () => {
      const selection = getSelection();
      const ends = selection === null || selection.isCollapsed
        ? []
        : [selection.anchorNode, selection.focusNode].flatMap((node) => {
          const row = rowAround(node);
          return row !== undefined && all.contains(row) ? [row.dataset.row!] : [];
        });
      scroll.hold(ends);
      if (ends.length > 0) load().catch(() => {});
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (key.toLowerCase() !== "a" || !(ctrlKey || metaKey) || altKey || shiftKey) return;
      if (isField(event.target)) return;
      event.preventDefault();
      getSelection()?.selectAllChildren(all);
      load().catch(() => {});
    };
    const tell = (copied: CopiedRows | undefined) => {
      const { more, onCopiedPart } = latest.current;
      if (copied?.isFromStart === true && more) onCopiedPart(copied.what);
    };
    const onCopy = (event: ClipboardEvent) => {
      const selection = getSelection();
      if (isField(event.target) || !selection || selection.isCollapsed) return;
      const range = selection.getRangeAt(0);
      if (!range.intersectsNode(all)) return;
      const { rows } = latest.current;
      if (copies !== undefined) return tell(copies.copyRows(event, range, all, rows));
      if (rowAround(range.commonAncestorContainer) !== undefined) {
        const text = textAround(range.startContainer);
        // The browser copies names and times, and words; buttons of ours may stand among these.
        const isPlain = text === undefined ||
          text.contains(range.endContainer) && text.querySelector("button") === null;
        if (isPlain) return;
      }
      event.preventDefault();
      load().then(({ copyLater }) => copyLater(range, all, rows)).then(tell).catch(() => {});
    };
    document.addEventListener("selectionchange", onSelectionChange);
    document.addEventListener("copy", onCopy);
    box.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("selectionchange", onSelectionChange);
      document.removeEventListener("copy", onCopy);
      box.removeEventListener("keydown", onKeyDown);
    };
  }, [scroll]);
}

function rowAround(node: Node | null): HTMLElement | undefined {
  return around(node, "[data-row]");
}

function textAround(node: Node): HTMLElement | undefined {
  return around(node, ".message__text");
}

function around(node: Node | null, selector: string): HTMLElement | undefined {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest<HTMLElement>(selector) ?? undefined;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea");
}
