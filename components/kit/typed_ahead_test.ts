import assert from "node:assert/strict";
import { type KeyboardEventLike, Typed } from "./typed_ahead.ts";

const key = (key: string, change: Partial<KeyboardEventLike> = {}): KeyboardEventLike => ({
  key,
  keyCode: 0,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...change,
});

Deno.test("letters of any script are held in their order, and taken back one by one", () => {
  const typed = new Typed();
  for (const one of ["a", "É", " ", "\u{1f600}", "ع"]) assert.ok(typed.take(key(one), false));
  assert.equal(typed.text, "aÉ \u{1f600}ع");
  assert.ok(typed.take(key("Backspace"), false));
  assert.ok(typed.take(key("Backspace"), false));
  assert.equal(typed.text, "aÉ ");
});

Deno.test("keys that type nothing, shortcuts and compositions go where they went before", () => {
  const typed = new Typed();
  for (
    const one of [
      key("Tab"),
      key("ArrowDown"),
      key("Shift"),
      key("Dead"),
      key("k", { ctrlKey: true }),
      key("k", { metaKey: true }),
      key("a", { isComposing: true }),
      key("Process", { keyCode: 229 }),
    ]
  ) assert.equal(typed.take(one, true), false, one.key);
  assert.equal(typed.text, "");
});

Deno.test("Enter is pressed where it chooses, and sends nothing that was typed ahead", () => {
  const choosing = new Typed();
  assert.ok(choosing.take(key("Enter"), true));
  const writing = new Typed();
  assert.ok(writing.take(key("Enter"), false));
  assert.deepEqual([choosing.isEntered, writing.isEntered], [true, false]);
});
