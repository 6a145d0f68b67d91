/** What a person types into a dialog before its content is here, and how the content gets it. */

import { isComposingKey } from "./composing_key.ts";

/** Keys that choose and confirm in a field, in the order in which they were pressed. */
const HELD_KEYS = ["ArrowDown", "ArrowUp", "Enter"];

/** What was typed into the field that stood in for the one of the content. */
export interface EarlyTyping {
  text: string;
  from: number;
  to: number;
  keys: readonly string[];
}

/** Whether `event` is of a key that the content is to get, as there is nothing to choose from yet. */
export function isHeld(event: Pick<KeyboardEvent, "key" | "isComposing" | "keyCode">): boolean {
  return !isComposingKey(event) && HELD_KEYS.includes(event.key);
}

/** What stands in `field`, with the keys that were held back. */
export function typedInto(field: HTMLInputElement, keys: readonly string[]): EarlyTyping {
  const { value, selectionStart, selectionEnd } = field;
  return {
    text: value,
    from: selectionStart ?? value.length,
    to: selectionEnd ?? value.length,
    keys,
  };
}

/** Does in `field` what was typed, as if it had been there: text, caret, then the keys. */
export async function typeAgain(field: HTMLInputElement, typing: EarlyTyping): Promise<void> {
  if (typing.text !== "") {
    field.value = typing.text;
    field.setSelectionRange(typing.from, typing.to);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const key of typing.keys) {
    // What was typed is drawn before the next key, and handlers know of it.
    await Promise.resolve();
    const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    // What a browser does by itself with Enter in a field.
    if (field.dispatchEvent(pressed) && key === "Enter") field.form?.requestSubmit();
  }
}
