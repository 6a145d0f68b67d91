import assert from "node:assert/strict";
import { isComposingKey } from "./composing_key.ts";

Deno.test("the key that ends a composition is the input method's, in Safari too", () => {
  assert.equal(isComposingKey({ isComposing: true, keyCode: 13 }), true);
  assert.equal(isComposingKey({ isComposing: false, keyCode: 229 }), true);
  assert.equal(isComposingKey({ isComposing: false, keyCode: 13 }), false);
});
