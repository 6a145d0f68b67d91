/** What a person may choose for this browser: types, bounds and defaults. */

import type { Language } from "../../i18n/i18n.ts";

/** `system`: `default` by day, `night` where the system is dark. */
export const THEMES = [
  "system",
  "default",
  "night",
  "grey",
  "blue",
  "pink",
  "turquoise",
  "hacker",
  "contrast",
] as const;
export type Theme = typeof THEMES[number];

/**
 * `pixel` is a monospace face; `legible` is one made for dyslexic readers; `own` is `ownFont`, one
 * that is installed where the browser runs.
 */
export const FONTS = ["system", "serif", "sans", "pixel", "legible", "own"] as const;
export type Font = typeof FONTS[number];

export const TEXT_SIZES = ["small", "medium", "large", "larger"] as const;
export type TextSize = typeof TEXT_SIZES[number];

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = typeof DENSITIES[number];

/** What makes itself heard: everything, what names this person, nothing. */
export const NOTIFY_LEVELS = ["all", "mentions", "none"] as const;
export type NotifyLevel = typeof NOTIFY_LEVELS[number];

/** Minutes after midnight, local time; `from` may be later than `to`. */
export interface QuietHours {
  from: number;
  to: number;
}

/** From `least` to `most`, both counted in. */
export interface Range {
  least: number;
  most: number;
}

/** How wide the panes may be made, in rem. */
export const SIDEBAR_REM: Range = { least: 14, most: 28 };
export const PANEL_REM: Range = { least: 14, most: 28 };
/** Sizes of a window that make sense, each way. */
export const WINDOW_PX: Range = { least: 320, most: 8192 };

/** In CSS pixels. */
export interface WindowSize {
  width: number;
  height: number;
}

export interface Preferences {
  /** `auto`: as the browser prefers. */
  language: Language | "auto";
  theme: Theme;
  font: Font;
  /** Name of an installed font, as `parseFontName` takes it; drawn where `font` is `own`. */
  ownFont?: string;
  textSize: TextSize;
  density: Density;
  /** Widths of the panes beside the conversation, in rem. */
  sidebarRem: number;
  panelRem: number;
  /** Absent: the browser's own. */
  windowSize?: WindowSize;
  /** False: Enter begins a line and Ctrl+Enter sends. */
  enterSends: boolean;
  /** Tell others that one is writing, and see that they are. */
  typingHints: boolean;
  /** Tell others what one has read, and see what they have. */
  readReceipts: boolean;
  /** Others see whether one is here, and since when not. */
  presenceShown: boolean;
  /** Notifications of the system. */
  notifications: boolean;
  /** They show who wrote what; otherwise only that something was written. */
  notificationText: boolean;
  sound: boolean;
  quietHours?: QuietHours;
  /** For conversations without a level of their own. */
  notifyDirect: NotifyLevel;
  notifyRooms: NotifyLevel;
  /** By conversation id. */
  notifyOf: Readonly<Record<string, NotifyLevel>>;
}

export const DEFAULT_PREFERENCES: Preferences = Object.freeze({
  language: "auto",
  theme: "system",
  font: "system",
  textSize: "medium",
  density: "comfortable",
  sidebarRem: 18,
  panelRem: 17,
  enterSends: true,
  typingHints: true,
  readReceipts: true,
  presenceShown: true,
  notifications: false,
  notificationText: true,
  sound: false,
  notifyDirect: "all",
  notifyRooms: "mentions",
  notifyOf: Object.freeze({}),
});

/** The parts that *Revert to the default layout* sets back. */
export const LAYOUT_PREFERENCES = [
  "theme",
  "font",
  "textSize",
  "density",
  "sidebarRem",
  "panelRem",
] as const satisfies readonly (keyof Preferences)[];

/** Where the page's local storage has the last emoji and the skin tone, whoever is signed in. */
export const EMOJI_HABITS_KEY = "talkywalky.emoji";

/** The defaults of those parts. */
export function defaultLayout(): Pick<Preferences, typeof LAYOUT_PREFERENCES[number]> {
  const { theme, font, textSize, density, sidebarRem, panelRem } = DEFAULT_PREFERENCES;
  return { theme, font, textSize, density, sidebarRem, panelRem };
}

/**
 * A change of some preferences; `undefined` takes one away that may be absent, such as the size of
 * the window.
 */
export type PreferencesChange = { [K in keyof Preferences]?: Preferences[K] | undefined };
