/** The size of the app's own window, fitted to the screen. */

import { type Preferences, WINDOW_PX, type WindowSize } from "../preferences/preferences.ts";

/** `size` as far as it fits on the screen, and never too small to use. */
export function fittedSize(size: WindowSize, screen: WindowSize): WindowSize {
  const fit = (wanted: number, most: number) =>
    Math.max(WINDOW_PX.least, Math.min(Math.round(wanted), most));
  return { width: fit(size.width, screen.width), height: fit(size.height, screen.height) };
}

export interface WindowAtStart {
  /** Opened as an installed app, or in a window of its own. */
  standalone: boolean;
  /** The outer size that the window has now, and the room that the screen gives. */
  now: WindowSize;
  screen: WindowSize;
}

/** The size to give an app's window when it opens; `undefined` when it should stay as it is. */
export function sizeAtStart(
  { windowSize }: Pick<Preferences, "windowSize">,
  { standalone, now, screen }: WindowAtStart,
): WindowSize | undefined {
  if (!standalone || windowSize === undefined) return undefined;
  const size = fittedSize(windowSize, screen);
  return size.width === now.width && size.height === now.height ? undefined : size;
}

/** The third argument of `window.open` for a window without the browser's bars. */
export function popupFeatures({ width, height }: WindowSize): string {
  return `popup,width=${width},height=${height}`;
}
