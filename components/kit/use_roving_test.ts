import assert from "node:assert/strict";
import { movedBy } from "./use_roving.ts";

Deno.test("keys lead over a list, and not past its ends", () => {
  assert.deepEqual([movedBy("ArrowDown", 0, 3), movedBy("ArrowDown", 2, 3)], [1, 2]);
  assert.deepEqual([movedBy("ArrowUp", 2, 3), movedBy("ArrowUp", 0, 3)], [1, 0]);
  assert.deepEqual([movedBy("Home", 2, 3), movedBy("End", 0, 3)], [0, 2]);
  assert.deepEqual([movedBy("PageDown", 3, 40), movedBy("PageUp", 13, 40)], [13, 3]);
  assert.deepEqual([movedBy("PageDown", 3, 5), movedBy("PageUp", 3, 5)], [4, 0]);
  assert.equal(movedBy("Enter", 0, 3), undefined);
  assert.equal(movedBy("a", 0, 3), undefined);
});
