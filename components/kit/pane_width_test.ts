import assert from "node:assert/strict";
import { steppedWidth, widthAt } from "./pane_width.ts";

const range = { least: 14, most: 28 };

Deno.test("a dragged line ends on a step, inside its bounds", () => {
  assert.equal(widthAt(17.3, range), 17.5);
  assert.equal(widthAt(3, range), 14);
  assert.equal(widthAt(99, range), 28);
});

Deno.test("arrow keys move the line the way they point, Home and End to its ends", () => {
  const grows = { value: 18, range, sign: 1 };
  assert.equal(steppedWidth("ArrowRight", grows), 19);
  assert.equal(steppedWidth("ArrowLeft", grows), 17);
  // A pane after the line, or one before it in a page from right to left.
  const shrinks = { value: 18, range, sign: -1 };
  assert.equal(steppedWidth("ArrowRight", shrinks), 17);
  assert.equal(steppedWidth("Home", grows), 14);
  assert.equal(steppedWidth("End", grows), 28);
  assert.equal(steppedWidth("ArrowRight", { ...grows, value: 28 }), 28);
  assert.equal(steppedWidth("a", grows), undefined);
});
