import assert from "node:assert/strict";
import { fittedSize, popupFeatures, sizeAtStart } from "./window_size.ts";

const screen = { width: 1440, height: 900 };
const now = { width: 1000, height: 700 };

Deno.test("an app's window opens at the kept size, as far as the screen has room", () => {
  const start = { standalone: true, now, screen };
  assert.deepEqual(sizeAtStart({ windowSize: { width: 800, height: 600 } }, start), {
    width: 800,
    height: 600,
  });
  assert.deepEqual(sizeAtStart({ windowSize: { width: 5000, height: 600 } }, start), {
    width: 1440,
    height: 600,
  });
});

Deno.test("a tab is left as it is, and so is a window without a kept size or with the right one", () => {
  const windowSize = { width: 800, height: 600 };
  assert.equal(sizeAtStart({ windowSize }, { standalone: false, now, screen }), undefined);
  assert.equal(sizeAtStart({}, { standalone: true, now, screen }), undefined);
  assert.equal(sizeAtStart({ windowSize: now }, { standalone: true, now, screen }), undefined);
});

Deno.test("no window is smaller than can be used", () => {
  assert.deepEqual(fittedSize({ width: 10, height: 10.4 }, screen), { width: 320, height: 320 });
  assert.equal(popupFeatures({ width: 800, height: 600 }), "popup,width=800,height=600");
});
