/** The width of a pane, in steps of half a rem. */

import type { Range } from "../../client/preferences/preferences.ts";

/** Widths come in steps of half a rem, so that a drag ends on one that can be read. */
const STEP_REM = 0.5;
/** What a press of an arrow key moves. */
const KEY_REM = 1;

/** The width nearest to `rem` that a pane may have. */
export function widthAt(rem: number, { least, most }: Range): number {
  return Math.min(most, Math.max(least, Math.round(rem / STEP_REM) * STEP_REM));
}

/**
 * The width after a press of `key`; `undefined` for keys that move nothing. `sign`: 1 where the
 * pane grows as the line moves to the right.
 */
export function steppedWidth(
  key: string,
  { value, range, sign }: { value: number; range: Range; sign: number },
): number | undefined {
  switch (key) {
    case "ArrowRight":
      return widthAt(value + sign * KEY_REM, range);
    case "ArrowLeft":
      return widthAt(value - sign * KEY_REM, range);
    case "Home":
      return range.least;
    case "End":
      return range.most;
    default:
      return undefined;
  }
}
