/** How old something is by a clock that may be set, forwards and back. */

/**
 * Whether what happened at `thenMs` is less than `limitMs` old at `nowMs`, both by one clock that
 * may be set. What seems to lie ahead was noted before the clock was set back: nobody knows how old
 * it is, so it is not taken for young. Without that bound a clock that was hours fast for a moment
 * would keep what it noted until it caught up.
 */
export function isYounger(thenMs: number, nowMs: number, limitMs: number): boolean {
  const ageMs = nowMs - thenMs;
  return ageMs >= 0 && ageMs < limitMs;
}
