/** Tells keys that an input method takes for itself. */

/** Whether a key is part of a composition: it picks or ends what is composed, and means no more. */
export function isComposingKey(
  event: Pick<KeyboardEvent, "isComposing" | "keyCode">,
): boolean {
  // Safari ends the composition before the key that ended it; 229 is how that key shows (UI
  // Events, "keyCode" of keydown during a composition).
  return event.isComposing || event.keyCode === 229;
}
