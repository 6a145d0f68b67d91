import assert from "node:assert/strict";
import { byFullName, matchKey } from "./person_order.ts";

Deno.test("people are ordered by letters, whatever their case and accents, then by uid", () => {
  const people = [
    { fullName: "Zoë", uid: "z" },
    { fullName: "émile", uid: "e2" },
    { fullName: "Emile", uid: "e1" },
    { fullName: "Ådne", uid: "a" },
    { fullName: "Frank", uid: "f" },
  ];
  assert.deepEqual(people.sort(byFullName).map(({ uid }) => uid), ["a", "e1", "e2", "f", "z"]);
});

Deno.test("texts match in any case and Unicode form", () => {
  assert.equal(matchKey("ZOE\u0308"), matchKey("zo\u00eb"));
  assert.notEqual(matchKey("zoe"), matchKey("zo\u00eb"));
});
