/** Reading values that somebody else could have written: a kept preference, a cookie. */

/** `value` when it is one of `choices`, else `fallback`. */
export function choiceOf<T extends string>(
  choices: readonly T[],
  value: unknown,
  fallback: T,
): T {
  return choices.find((choice) => choice === value) ?? fallback;
}
