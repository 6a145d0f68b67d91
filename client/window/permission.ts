/** Whether the browser allows notifications, and asks for it. */

import { askToPersist } from "../store/persistence.ts";

/** What the browser lets this site do; `unsupported` where it shows no notifications at all. */
export type NotificationPermissionView = "granted" | "denied" | "default" | "unsupported";

export function notificationPermission(): NotificationPermissionView {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

/** Asks the person, where that was not answered yet. Call it when they press something. */
export async function askForNotifications(): Promise<NotificationPermissionView> {
  if (notificationPermission() !== "default") return notificationPermission();
  const answer = await Notification.requestPermission();
  // Somebody who wants to be told wants to keep what was said as well.
  if (answer === "granted") askToPersist();
  return answer;
}
