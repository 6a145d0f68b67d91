import assert from "node:assert/strict";
import { MAX_SCALE, panBy, WHOLE, zoomAt } from "./zoom.ts";

const STAGE = { width: 800, height: 600 };
const IMAGE = { width: 800, height: 400 };

Deno.test("what lies under the pointer stays under it", () => {
  const point = { x: 200, y: 100 };
  const zoom = zoomAt(WHOLE, 4, point, IMAGE, STAGE);
  assert.equal(zoom.scale, 4);
  assert.deepEqual({ x: zoom.x + 4 * 200, y: zoom.y + 4 * 100 }, point);
});

Deno.test("an image is never smaller than whole, nor larger than eight times", () => {
  assert.deepEqual(zoomAt(WHOLE, 0.1, { x: 50, y: 50 }, IMAGE, STAGE), WHOLE);
  assert.equal(zoomAt(WHOLE, 1000, { x: 0, y: 0 }, IMAGE, STAGE).scale, MAX_SCALE);
});

Deno.test("an image cannot be pushed off its stage", () => {
  assert.deepEqual(panBy(WHOLE, { x: 90, y: -90 }, IMAGE, STAGE), WHOLE);
  const twice = zoomAt(WHOLE, 2, { x: 0, y: 0 }, IMAGE, STAGE);
  assert.deepEqual(panBy(twice, { x: 9999, y: -9999 }, IMAGE, STAGE), {
    scale: 2,
    x: 400,
    y: -100,
  });
});

Deno.test("zooming out brings back what was pushed aside", () => {
  const twice = panBy(
    zoomAt(WHOLE, 2, { x: 0, y: 0 }, IMAGE, STAGE),
    { x: 400, y: 0 },
    IMAGE,
    STAGE,
  );
  assert.deepEqual(zoomAt(twice, 0.5, { x: 300, y: 0 }, IMAGE, STAGE), WHOLE);
});
