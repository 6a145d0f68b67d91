import assert from "node:assert/strict";
import { globalCommand, type KeyPlace, type KeyPress } from "./keyboard.ts";

const PC: KeyPlace = { mac: false, dialogOpen: false, focus: "other" };
const MAC: KeyPlace = { ...PC, mac: true };

/** `Control+Shift+f` and the like. */
function press(keys: string, change: Partial<KeyPress> = {}): KeyPress {
  const parts = keys.split("+");
  const key = parts.at(-1)!;
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    ctrlKey: parts.includes("Control"),
    metaKey: parts.includes("Meta"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
    isComposing: false,
    keyCode: 0,
    ...change,
  };
}

Deno.test("the command key of the system opens the switcher and the search", () => {
  assert.equal(globalCommand(press("Control+k"), PC), "switcher");
  assert.equal(globalCommand(press("Meta+k"), MAC), "switcher");
  assert.equal(globalCommand(press("Control+Shift+F"), PC), "search");
  assert.equal(globalCommand(press("Meta+Shift+f"), MAC), "search");
});

Deno.test("keys that the browser or the system needs stay theirs", () => {
  assert.equal(globalCommand(press("Control+f"), PC), undefined);
  assert.equal(globalCommand(press("Meta+k"), PC), undefined);
  // On a Mac it deletes to the end of the line.
  assert.equal(globalCommand(press("Control+k"), MAC), undefined);
  assert.equal(globalCommand(press("Control+Alt+k"), PC), undefined);
  assert.equal(globalCommand(press("Control+Shift+k"), PC), undefined);
  assert.equal(globalCommand(press("k"), PC), undefined);
  assert.equal(globalCommand(press("Shift+ArrowUp"), PC), undefined);
  assert.equal(globalCommand(press("Control+Alt+ArrowUp"), PC), undefined);
});

Deno.test("on a keyboard of another script the place of the key counts", () => {
  assert.equal(globalCommand(press("Control+k", { key: "ن", code: "KeyK" }), PC), "switcher");
  // Dvorak: the letter counts, wherever it stands.
  assert.equal(globalCommand(press("Control+k", { key: "k", code: "KeyV" }), PC), "switcher");
  assert.equal(globalCommand(press("Control+v", { key: "t", code: "KeyK" }), PC), undefined);
});

Deno.test("Alt and an arrow walk over conversations, with Shift over unread ones", () => {
  assert.equal(globalCommand(press("Alt+ArrowUp"), PC), "previous");
  assert.equal(globalCommand(press("Alt+ArrowDown"), PC), "next");
  assert.equal(globalCommand(press("Alt+Shift+ArrowUp"), PC), "previous-unread");
  assert.equal(globalCommand(press("Alt+Shift+ArrowDown"), PC), "next-unread");
});

Deno.test("they do not where the focus needs them: lists that open, carets on a Mac", () => {
  assert.equal(globalCommand(press("Alt+ArrowDown"), { ...PC, focus: "choice" }), undefined);
  assert.equal(globalCommand(press("Alt+ArrowDown"), { ...PC, focus: "text" }), "next");
  assert.equal(globalCommand(press("Alt+ArrowDown"), { ...MAC, focus: "text" }), undefined);
  assert.equal(globalCommand(press("Alt+ArrowDown"), { ...MAC, focus: "empty-text" }), "next");
});

Deno.test("nothing happens behind a dialog, nor while a character is being composed", () => {
  assert.equal(globalCommand(press("Control+k"), { ...PC, dialogOpen: true }), undefined);
  assert.equal(globalCommand(press("Control+k", { isComposing: true }), PC), undefined);
  assert.equal(globalCommand(press("Control+k", { keyCode: 229 }), PC), undefined);
});
