/**
 * Which clock a thing that was said is shown by (decision 0020). The sender's word is signed, the
 * server's is not. Where the two agree, which of them is shown makes no difference, and neither can
 * lie alone. Where they do not, the server's is shown, as it is the server that gives the order in
 * which things stand, and the sender's stands beside it: neither lie is silent.
 */

import type { Shown } from "../../e2ee/shown.ts";

/** Clocks that are further apart than this do not agree. */
const MAX_CLOCK_DIFFERENCE_MS = 5 * 60 * 1000;

/** ISO times. */
export interface Clocked {
  /** The sender's clock. */
  time: string;
  /** The server's; absent for what has not reached it, and for what earlier versions kept. */
  takenAt?: string | undefined;
}

/** The time that something is shown by, sorted into days by, and found by. */
export function shownTime({ time, takenAt }: Clocked): string {
  return takenAt === undefined || writtenAt({ time, takenAt }) === undefined ? time : takenAt;
}

/** The sender's time where it is not the one that is shown. */
export function writtenAt({ time, takenAt }: Clocked): string | undefined {
  if (takenAt === undefined) return undefined;
  const apartMs = Math.abs(Date.parse(time) - Date.parse(takenAt));
  return apartMs <= MAX_CLOCK_DIFFERENCE_MS ? undefined : time;
}

/** `shownTime` of whatever stands at a place. */
export function timeOfItem(item: Shown): string {
  return item.kind === "message" || item.kind === "control" ? shownTime(item) : item.time;
}
