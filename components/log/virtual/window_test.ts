import assert from "node:assert/strict";
import { Heights } from "./heights.ts";
import { anchorFor, rangeFor, suffices } from "./window.ts";

const ROW = 50;
const thousand = () => new Heights(new Array(1000).fill(ROW));
const keyOf = (index: number) => `row ${index}`;

Deno.test("what is drawn is the view and one height of it on either side", () => {
  assert.deepEqual(rangeFor(thousand(), { top: 10_000, height: 500 }), { from: 190, to: 221 });
});

Deno.test("at the ends only what there is is drawn", () => {
  assert.deepEqual(rangeFor(thousand(), { top: 0, height: 500 }), { from: 0, to: 21 });
  assert.deepEqual(rangeFor(thousand(), { top: 49_500, height: 500 }), { from: 980, to: 1000 });
  assert.deepEqual(rangeFor(new Heights([]), { top: 0, height: 500 }), { from: 0, to: 0 });
});

Deno.test("a short way needs no new drawing, a longer one does, and the ends never do", () => {
  const heights = thousand();
  const range = rangeFor(heights, { top: 10_000, height: 500 });
  assert.ok(suffices(heights, range, { top: 10_250, height: 500 }));
  assert.ok(!suffices(heights, range, { top: 10_360, height: 500 }));
  assert.ok(suffices(heights, range, { top: 9_750, height: 500 }));
  assert.ok(!suffices(heights, range, { top: 9_650, height: 500 }));
  const beginning = rangeFor(heights, { top: 0, height: 500 });
  assert.ok(suffices(heights, beginning, { top: 0, height: 500 }));
  const end = rangeFor(heights, { top: 49_500, height: 500 });
  assert.ok(suffices(heights, end, { top: 49_500, height: 500 }));
});

Deno.test("the first row that begins in the view is held, not the one that is cut off", () => {
  const anchor = anchorFor(thousand(), keyOf, { top: 1_020, height: 500 });
  assert.deepEqual(anchor, { at: "row", key: "row 21", offset: 30 });
  const exact = anchorFor(thousand(), keyOf, { top: 1_000, height: 500 });
  assert.deepEqual(exact, { at: "row", key: "row 20", offset: 0 });
});

Deno.test("a row larger than the view is held itself", () => {
  const anchor = anchorFor(new Heights([50, 2000, 50]), keyOf, { top: 400, height: 500 });
  assert.deepEqual(anchor, { at: "row", key: "row 1", offset: -350 });
});

Deno.test("a row that grows above the held one leaves the held one in its place", () => {
  const heights = thousand();
  const view = { top: 1_020, height: 500 };
  const anchor = anchorFor(heights, keyOf, view);
  heights.set(20, 300);
  assert.ok(anchor.at === "row");
  assert.equal(heights.offset(21) - anchor.offset, view.top + 250);
});
