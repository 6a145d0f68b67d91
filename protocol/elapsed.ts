/** How long ago something was, by a clock that may be set back. */

/**
 * Milliseconds since `sinceMs`. What lies ahead was noted by a clock that has been set back since:
 * it is as old as can be, as nobody knows how old, so that nothing waits until the clock is there
 * again.
 */
export function elapsedMs(sinceMs: number, nowMs: number): number {
  return nowMs < sinceMs ? Infinity : nowMs - sinceMs;
}
