/** The line between two panes, moved by dragging or with the arrow keys. */

import { useRef } from "preact/hooks";
import type { Range } from "../../client/preferences/preferences.ts";
import { steppedWidth, widthAt } from "./pane_width.ts";

export interface SplitterProps {
  label: string;
  /** Id of the pane whose width it sets. */
  controls: string;
  /** The custom property that holds that width. */
  property: "--sidebar" | "--panel";
  /** Where the pane lies: before the line, along the line of reading, or after it. */
  pane: "before" | "after";
  /** Width of the pane in rem. */
  value: number;
  range: Range;
  defaultValue: number;
  onChange: (rem: number) => void;
}

/**
 * The line between two panes: it can be dragged, and moved with the arrow keys, Home and End; a
 * double click puts it back (WAI-ARIA, window splitter).
 */
export function Splitter(props: SplitterProps) {
  const { label, controls, property, pane, value, range, defaultValue, onChange } = props;
  const drag = useRef<{ startPx: number; startRem: number; rem: number }>();

  const root = () => document.documentElement;
  /** Towards the end of the line of reading is rightwards, or leftwards in Arabic. */
  const sign = () => (root().dir === "rtl" ? -1 : 1) * (pane === "before" ? 1 : -1);
  const remPx = () => parseFloat(getComputedStyle(root()).fontSize);

  return (
    <div
      class={`splitter splitter--${pane}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={Math.round(value)}
      aria-valuemin={range.least}
      aria-valuemax={range.most}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { startPx: event.clientX, startRem: value, rem: value };
      }}
      onPointerMove={(event) => {
        const { current } = drag;
        if (current === undefined) return;
        const movedRem = sign() * (event.clientX - current.startPx) / remPx();
        current.rem = widthAt(current.startRem + movedRem, range);
        // Kept once, when it is let go; drawn at once.
        root().style.setProperty(property, `${current.rem}rem`);
      }}
      onLostPointerCapture={() => {
        const { current } = drag;
        drag.current = undefined;
        if (current !== undefined && current.rem !== value) onChange(current.rem);
      }}
      onDblClick={() => onChange(defaultValue)}
      onKeyDown={(event) => {
        const next = steppedWidth(event.key, { value, range, sign: sign() });
        if (next === undefined) return;
        event.preventDefault();
        onChange(next);
      }}
    />
  );
}
