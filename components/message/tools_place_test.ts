import assert from "node:assert/strict";
import { asideOf, type LineBox } from "./tools_place.ts";

const box = (start: number, end: number, top = 0, bottom = 30): LineBox => (
  { start, end, top, bottom }
);
const TOOLS = box(400, 600, 0, 30);

/** Where the tools lie after they moved. */
function moved(...controls: LineBox[]): LineBox {
  const aside = asideOf(TOOLS, controls, 0);
  return { ...TOOLS, start: TOOLS.start - aside, end: TOOLS.end - aside };
}

Deno.test("tools with nothing to press under them stay at the end of the line", () => {
  assert.equal(asideOf(TOOLS, [], 0), 0);
  assert.equal(asideOf(TOOLS, [box(100, 390), box(500, 560, 31, 60), box(601, 640)], 0), 0);
});

Deno.test("tools lie before what can be pressed at the end of the line", () => {
  const copy = box(540, 596, 10, 40);
  assert.ok(moved(copy).end < copy.start);
  assert.equal(moved(copy).end - moved(copy).start, 200);
});

Deno.test("what they would come to lie on then makes them move further", () => {
  const [copy, link] = [box(540, 596), box(350, 380)];
  assert.ok(moved(link, copy).end < link.start);
  assert.deepEqual(moved(link, copy), moved(copy, link));
});

Deno.test("a picture is large enough to be pressed beside them", () => {
  assert.equal(asideOf(TOOLS, [box(100, 600, 10, 300)], 0), 0);
});

Deno.test("where the line has no place for them they stay", () => {
  assert.equal(asideOf(TOOLS, [box(540, 596), box(150, 380)], 0), 0);
  assert.equal(asideOf(TOOLS, [box(540, 596)], 350), 0);
});
