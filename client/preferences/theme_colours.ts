/** The colour of the browser's own frame, for each theme. */

import type { Theme } from "./preferences.ts";

/**
 * The colour that a browser gives its own frame, by theme and by the system's scheme: that of
 * `--surface-sunken` in the style sheets, which a test compares.
 */
export const THEME_COLOURS: Readonly<Record<Theme, { light: string; dark: string }>> = {
  system: { light: "#f3f5f2", dark: "#111413" },
  default: { light: "#f3f5f2", dark: "#f3f5f2" },
  night: { light: "#111413", dark: "#111413" },
  grey: { light: "#292b2f", dark: "#292b2f" },
  blue: { light: "#e6effc", dark: "#e6effc" },
  pink: { light: "#fdeaf2", dark: "#fdeaf2" },
  turquoise: { light: "#d9f2f1", dark: "#d9f2f1" },
  hacker: { light: "#030603", dark: "#030603" },
  contrast: { light: "#ffffff", dark: "#000000" },
};
