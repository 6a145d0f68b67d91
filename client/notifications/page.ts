/** The notifications of this page, with the browser's own parts behind them. */

import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { NotificationPreferences } from "./decide.ts";
import { profileLocks } from "../store/locks.ts";
import { profileNeighbours } from "./neighbours.ts";
import { Notifier } from "./notifier.ts";
import { NotificationSound } from "./sound.ts";
import { SystemBoard } from "./system_board.ts";

export type { Arrival } from "./arrival.ts";
export { Notifier } from "./notifier.ts";

export interface OpenNotifierOptions {
  user: UserId;
  preferences: () => NotificationPreferences;
  /** The conversation that this page shows to somebody who looks at it. */
  onScreen: () => ConversationId | undefined;
  signal: AbortSignal;
}

export function openNotifier(options: OpenNotifierOptions): Notifier {
  const { user, preferences, onScreen, signal } = options;
  const sound = new NotificationSound({ now: Date.now });
  const notifier = new Notifier({
    board: new SystemBoard(profileLocks()),
    neighbours: profileNeighbours(user),
    preferences,
    onScreen,
    playSound: () => sound.play(),
    minuteOfDay: () => {
      const now = new Date();
      return now.getHours() * 60 + now.getMinutes();
    },
    after: (ms, work) => void setTimeout(work, ms),
  });
  signal.addEventListener("abort", () => notifier.close(), { once: true });
  return notifier;
}
