/** Decides whether a message is notified: level, quiet hours, what is on the screen. */

import { isContentType } from "../kinds/table.ts";
import type { NotifyLevel, Preferences, QuietHours } from "../preferences/preferences.ts";
import type { Arrival } from "./arrival.ts";

export interface Circumstances {
  preferences: NotificationPreferences;
  /** The page is looked at, with this conversation on it. */
  onScreen: boolean;
  /** Place in the conversation up to which something was notified or read; 0 for nothing. */
  doneUpTo: number;
  /** Local time, in minutes after midnight. */
  minuteOfDay: number;
}

export type NotificationPreferences = Pick<
  Preferences,
  | "notifications"
  | "notificationText"
  | "sound"
  | "quietHours"
  | "notifyDirect"
  | "notifyRooms"
  | "notifyOf"
>;

export interface Decision {
  notify: boolean;
  sound: boolean;
}

const NOTHING: Decision = { notify: false, sound: false };

/** Whether an arrival makes itself heard; what is done to messages, and receipts, make no noise. */
export function decide(arrival: Arrival, circumstances: Circumstances): Decision {
  const { preferences, onScreen, doneUpTo, minuteOfDay } = circumstances;
  const { own, payload, seq, mentionsMe } = arrival;
  if (own || !isContentType(payload) || onScreen || seq <= doneUpTo) return NOTHING;
  if (preferences.quietHours !== undefined && isQuiet(preferences.quietHours, minuteOfDay)) {
    return NOTHING;
  }
  const level = levelOf(preferences, arrival);
  if (level === "none" || (level === "mentions" && !mentionsMe)) return NOTHING;
  return { notify: preferences.notifications, sound: preferences.sound };
}

/** The conversation's own level, or the default of its kind. */
export function levelOf(
  { notifyOf, notifyDirect, notifyRooms }: NotificationPreferences,
  { conversation, kind }: Pick<Arrival, "conversation" | "kind">,
): NotifyLevel {
  const own = Object.hasOwn(notifyOf, conversation) ? notifyOf[conversation] : undefined;
  return own ?? (kind === "direct" ? notifyDirect : notifyRooms);
}

/** `from` is counted in and `to` is not; hours that end before they begin go over midnight. */
export function isQuiet({ from, to }: QuietHours, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
