/** Edits and measures the composer's text field. */

import { closedShortcodeAt } from "./composer_completion.ts";

export { isComposingKey } from "../kit/composing_key.ts";

/** Puts `text` in the place of what stands from `start` to `end`, as if it were typed. */
export function replaceInField(
  field: HTMLTextAreaElement,
  start: number,
  end: number,
  text: string,
): void {
  field.focus();
  field.setSelectionRange(start, end);
  // The one way that the browser's undo goes along with.
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Where the caret is, in UTF-16 units; -1 while something is selected. */
export function caretOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): number {
  return selectionStart === selectionEnd ? selectionStart : -1;
}

/** Turns the `:shortcode:` that was just closed at the caret into its emoji. */
export async function convertShortcode(field: HTMLTextAreaElement): Promise<void> {
  const found = closedShortcodeAt(field.value, field.selectionStart);
  if (found === undefined) return;
  const text = await textOf(found.code).catch(() => undefined);
  if (text === undefined) return;
  const end = found.start + found.code.length + 2;
  // While the emoji loaded, the writing may have gone on.
  if (field.value.slice(found.start, end).toLowerCase() !== `:${found.code}:`) return;
  const caret = field.selectionStart;
  replaceInField(field, found.start, end, text);
  if (caret > end) {
    const moved = caret - (end - found.start) + text.length;
    field.setSelectionRange(moved, moved);
  }
}

async function textOf(code: string): Promise<string | undefined> {
  const { loadShortcodes } = await import("../emoji/shortcodes.ts");
  return (await loadShortcodes()).textOf(code);
}

/** As high as its text; the style sheet sets the limit. */
export function fitToText(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
