/** Reads stored preferences field by field; what is broken falls back to its default. */

import { choiceOf } from "./choices.ts";
import { parseFontName } from "./own_font.ts";
import { LANGUAGE_CHOICES } from "./look.ts";
import {
  DEFAULT_PREFERENCES,
  DENSITIES,
  FONTS,
  NOTIFY_LEVELS,
  type NotifyLevel,
  PANEL_REM,
  type Preferences,
  type QuietHours,
  type Range,
  SIDEBAR_REM,
  TEXT_SIZES,
  THEMES,
  WINDOW_PX,
  type WindowSize,
} from "./preferences.ts";

const MINUTES_A_DAY = 24 * 60;
/** Conversations whose level is kept; more is not what a person chose one by one. */
const MAX_LEVELS = 10_000;
const CONVERSATION_ID = /^[\w-]{1,64}$/;

type Stored = Readonly<Record<string, unknown>>;

/**
 * Preferences out of what was kept as JSON. It may be from another version or broken: each field
 * that is not as it should be has its default, and the others stand.
 */
export function parsePreferences(text: string | null): Preferences {
  const stored = asRecord(json(text));
  const plain = DEFAULT_PREFERENCES;
  const windowSize = readWindowSize(stored.windowSize);
  const quietHours = readQuietHours(stored.quietHours);
  const ownFont = parseFontName(stored.ownFont);
  return {
    language: choiceOf(LANGUAGE_CHOICES, stored.language, plain.language),
    theme: choiceOf(THEMES, stored.theme, plain.theme),
    font: choiceOf(FONTS, stored.font, plain.font),
    ...(ownFont === undefined ? {} : { ownFont }),
    textSize: choiceOf(TEXT_SIZES, stored.textSize, plain.textSize),
    density: choiceOf(DENSITIES, stored.density, plain.density),
    sidebarRem: within(SIDEBAR_REM, stored.sidebarRem) ?? plain.sidebarRem,
    panelRem: within(PANEL_REM, stored.panelRem) ?? plain.panelRem,
    ...(windowSize === undefined ? {} : { windowSize }),
    enterSends: yesOrNo(stored.enterSends, plain.enterSends),
    typingHints: yesOrNo(stored.typingHints, plain.typingHints),
    readReceipts: yesOrNo(stored.readReceipts, plain.readReceipts),
    presenceShown: yesOrNo(stored.presenceShown, plain.presenceShown),
    notifications: yesOrNo(stored.notifications, plain.notifications),
    notificationText: yesOrNo(stored.notificationText, plain.notificationText),
    sound: yesOrNo(stored.sound, plain.sound),
    ...(quietHours === undefined ? {} : { quietHours }),
    notifyDirect: choiceOf(NOTIFY_LEVELS, stored.notifyDirect, plain.notifyDirect),
    notifyRooms: choiceOf(NOTIFY_LEVELS, stored.notifyRooms, plain.notifyRooms),
    notifyOf: readLevels(stored.notifyOf),
  };
}

function readWindowSize(value: unknown): WindowSize | undefined {
  const stored = asRecord(value);
  const width = within(WINDOW_PX, stored.width);
  const height = within(WINDOW_PX, stored.height);
  return width === undefined || height === undefined ? undefined : { width, height };
}

function readQuietHours(value: unknown): QuietHours | undefined {
  const stored = asRecord(value);
  const { from, to } = stored;
  return isMinute(from) && isMinute(to) ? { from, to } : undefined;
}

function isMinute(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < MINUTES_A_DAY;
}

function readLevels(value: unknown): Record<string, NotifyLevel> {
  const levels = Object.entries(asRecord(value)).slice(0, MAX_LEVELS).flatMap(([id, level]) => {
    const known = NOTIFY_LEVELS.find((one) => one === level);
    return CONVERSATION_ID.test(id) && known !== undefined ? [[id, known] as const] : [];
  });
  return Object.fromEntries(levels);
}

function within({ least, most }: Range, value: unknown): number | undefined {
  return typeof value === "number" && value >= least && value <= most ? value : undefined;
}

function yesOrNo(value: unknown, fallback: boolean): boolean {
  return typeof value === "boolean" ? value : fallback;
}

function asRecord(value: unknown): Stored {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Stored
    : {};
}

function json(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
