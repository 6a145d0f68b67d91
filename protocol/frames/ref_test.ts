import assert from "node:assert/strict";
import { refOf } from "./ref.ts";

Deno.test("the ref of a refused frame is found where it is one", () => {
  assert.equal(refOf('{"type":"unknown","ref":7}'), 7);
  assert.equal(refOf('{"ref":0,"more":1}'), 0);
  for (const text of ["", "{", "null", "5", "{}", '{"ref":"7"}', '{"ref":-1}', '{"ref":7.5}']) {
    assert.equal(refOf(text), undefined, text);
  }
});
