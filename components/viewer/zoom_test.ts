import assert from "node:assert/strict";
import { MIN_MOST, mostScale, panBy, type Size, WHOLE, zoomAt } from "./zoom.ts";

const SIZES = {
  stage: { width: 800, height: 600 },
  image: { width: 800, height: 400 },
  most: MIN_MOST,
};

Deno.test("what lies under the pointer stays under it", () => {
  const point = { x: 200, y: 100 };
  const zoom = zoomAt(WHOLE, 4, point, SIZES);
  assert.equal(zoom.scale, 4);
  assert.deepEqual({ x: zoom.x + 4 * 200, y: zoom.y + 4 * 100 }, point);
});

Deno.test("an image is never smaller than whole, nor larger than its most", () => {
  assert.deepEqual(zoomAt(WHOLE, 0.1, { x: 50, y: 50 }, SIZES), WHOLE);
  assert.equal(zoomAt(WHOLE, 1000, { x: 0, y: 0 }, SIZES).scale, MIN_MOST);
});

Deno.test("an image cannot be pushed off its stage", () => {
  assert.deepEqual(panBy(WHOLE, { x: 90, y: -90 }, SIZES), WHOLE);
  const twice = zoomAt(WHOLE, 2, { x: 0, y: 0 }, SIZES);
  assert.deepEqual(panBy(twice, { x: 9999, y: -9999 }, SIZES), {
    scale: 2,
    x: 400,
    y: -100,
  });
});

Deno.test("zooming out brings back what was pushed aside", () => {
  const twice = panBy(
    zoomAt(WHOLE, 2, { x: 0, y: 0 }, SIZES),
    { x: 400, y: 0 },
    SIZES,
  );
  assert.deepEqual(zoomAt(twice, 0.5, { x: 300, y: 0 }, SIZES), WHOLE);
});

/** How large an image is when it is whole in view; a small one is as large as it is. */
function whole(own: Size, stage: Size): Size {
  const by = Math.min(1, stage.width / own.width, stage.height / own.height);
  return { width: Math.round(own.width * by), height: Math.round(own.height * by) };
}

Deno.test("every image can be seen at its own size, and larger, on every screen", () => {
  const screens = [
    { width: 360, height: 560 },
    { width: 640, height: 280 },
    { width: 320, height: 200 },
    { width: 1440, height: 800 },
  ];
  const images = [
    { width: 400, height: 4_000 },
    { width: 250, height: 16_000 },
    { width: 12_000, height: 300 },
    { width: 8_000, height: 6_000 },
    { width: 24, height: 24 },
  ];
  for (const stage of screens) {
    for (const own of images) {
      const image = whole(own, stage);
      const sizes = { image, stage, most: mostScale(image, own) };
      const { scale } = zoomAt(WHOLE, 1e6, { x: 0, y: 0 }, sizes);
      const what = `${own.width} × ${own.height} on ${stage.width} × ${stage.height}`;
      assert.ok(scale * image.height >= 2 * own.height, what);
      assert.ok(scale * image.width >= 2 * own.width, what);
      assert.ok(scale >= MIN_MOST, what);
    }
  }
});

Deno.test("an image that is not loaded yet has the common most", () => {
  const nothing = { width: 0, height: 0 };
  assert.equal(mostScale(nothing, nothing), MIN_MOST);
  assert.equal(mostScale({ width: 300, height: 200 }, nothing), MIN_MOST);
});
