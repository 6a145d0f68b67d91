import assert from "node:assert/strict";
import { filteredList, listView } from "./list_view.ts";

Deno.test("a list is empty when it was had and holds nothing, and not before", () => {
  assert.equal(listView([]).state, "empty");
  assert.equal(listView([1]).state, "here");
  assert.equal(listView([], "loading").state, "loading");
  assert.equal(listView([], "failed").state, "failed");
});

Deno.test("what is left of a list is none only where all of it was had", () => {
  const isEven = (n: number) => n % 2 === 0;
  assert.deepEqual(filteredList(listView([1, 2]), isEven), { state: "here", items: [2] });
  assert.equal(filteredList(listView([1]), isEven).state, "empty");
  assert.deepEqual(filteredList(listView([1, 4], "failed"), isEven), {
    state: "failed",
    items: [4],
  });
  assert.equal(filteredList(listView([1], "loading"), isEven).state, "loading");
});
