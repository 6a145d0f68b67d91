/**
 * What is typed while the field that it is meant for is not there yet: after a key that opens a
 * dialog or a conversation, until that has loaded. Nothing of it is lost, and nothing goes into the
 * field that had the focus before.
 */

import { isComposingKey } from "./composing_key.ts";

/** After so long whoever types sees that nothing comes of it. */
const PATIENCE_MS = 8_000;
/** A field may take the focus a moment after its part of the page has opened. */
const AFTERWARDS_MS = 600;

const WRITABLE = "textarea, input:not([type]), input[type=text], input[type=search]";

let current: { end: () => void } | undefined;

/**
 * Holds what is typed from now on, and types it into the next field that takes the focus.
 *
 * @param opened settles when what was opened stands, or could not be opened: then what was held goes
 * to the field that has the focus by then, if one has. Absent: only a new field is waited for.
 * @param enter Enter is held as well, and pressed in the field.
 */
export function holdTyping(opened?: Promise<unknown>, { enter = false } = {}): void {
  current?.end();
  const typed = new Typed();
  // The one behind may get the focus back in between.
  const before = new Set<unknown>(document.querySelectorAll(WRITABLE));
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const end = () => {
    stop.abort();
    clearTimeout(timer);
    if (current?.end === end) current = undefined;
  };
  const into = (field: Element | null) => {
    end();
    if (isField(field)) type(field, typed);
  };
  let timer = setTimeout(end, PATIENCE_MS);
  current = { end };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") return end();
    if (!typed.take(event, enter)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, options);
  // Whoever points somewhere means that.
  addEventListener("pointerdown", end, options);
  document.addEventListener("focusin", ({ target }) => {
    if (isField(target) && !before.has(target)) into(target);
  }, options);
  opened?.finally(() => {
    if (stop.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(() => into(document.activeElement), AFTERWARDS_MS);
  }).catch(() => {});
}

/** Keys that were held, as the text that they make. */
export class Typed {
  text = "";
  isEntered = false;

  /** Takes a key into the text; answers whether it did. */
  take(event: KeyboardEventLike, enter: boolean): boolean {
    const { key, ctrlKey, altKey, metaKey } = event;
    if (isComposingKey(event) || ctrlKey || altKey || metaKey) return false;
    if (key === "Enter") {
      this.isEntered ||= enter;
      return true;
    }
    if (key === "Backspace") {
      this.text = Array.from(this.text).slice(0, -1).join("");
      return true;
    }
    // Names of keys have more characters than the one that a key types.
    if (Array.from(key).length !== 1) return false;
    this.text += key;
    return true;
  }
}

export type KeyboardEventLike = Pick<
  KeyboardEvent,
  "key" | "keyCode" | "ctrlKey" | "altKey" | "metaKey" | "isComposing"
>;

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLElement && target.matches(WRITABLE);
}

function type(field: TextField, { text, isEntered }: Typed): void {
  if (text !== "" && !document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  // After what was typed has been taken in and drawn.
  if (isEntered) requestAnimationFrame(() => setTimeout(() => pressEnter(field)));
}

function pressEnter(field: TextField): void {
  field.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }),
  );
}
