/** Which rows of a virtual list to draw, and which one holds still while heights change. */

import type { Heights } from "./heights.ts";

/** Which rows are in the page: `from` up to, and without, `to`. */
export interface Range {
  from: number;
  to: number;
}

/** What of the rows is on the screen, in pixels from the beginning of the first row. */
export interface View {
  top: number;
  height: number;
}

/** How much is drawn beyond the view on either side, in heights of the view. */
const OVERSCAN = 1;
/** Less than this left on a side, and new rows are drawn. */
const LEAST = 0.4;

/** The rows that the view covers, and those around it that it may reach before the next drawing. */
export function rangeFor(heights: Heights, { top, height }: View): Range {
  const from = heights.indexAt(top - height * OVERSCAN);
  if (from === -1) return { from: 0, to: 0 };
  return { from, to: heights.indexAt(top + height * (1 + OVERSCAN)) + 1 };
}

/** Whether what is drawn still reaches far enough on both sides of the view. */
export function suffices(heights: Heights, range: Range, { top, height }: View): boolean {
  const above = top - height * LEAST;
  const below = top + height * (1 + LEAST);
  return (range.from === 0 || heights.offset(range.from) <= above) &&
    (range.to >= heights.count || heights.offset(range.to) >= below);
}

/** What holds still while heights change and rows come: the end, or a row's place in the view. */
export type Anchor =
  | { at: "end" }
  /** `offset`: pixels from the view's top to the row's. */
  | { at: "row"; key: string; offset: number };

/**
 * The row to hold on to: the first that begins in the view, so that what grows above it grows
 * upwards; else the one that covers the view.
 */
export function anchorFor(
  heights: Heights,
  keyOf: (index: number) => string,
  { top, height }: View,
): Anchor {
  const covering = heights.indexAt(top);
  if (covering === -1) return { at: "end" };
  const begins = heights.offset(covering) < top && covering + 1 < heights.count &&
      heights.offset(covering + 1) < top + height
    ? covering + 1
    : covering;
  return { at: "row", key: keyOf(begins), offset: heights.offset(begins) - top };
}
