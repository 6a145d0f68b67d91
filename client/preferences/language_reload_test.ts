import assert from "node:assert/strict";
import { loadsAgain } from "./language_reload.ts";

function memory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

Deno.test("a page in another language than the wanted one is loaded again, once", () => {
  const tab = memory();
  assert.equal(loadsAgain("ar", "en", tab), true);
  // It came from the shelf, in English still.
  assert.equal(loadsAgain("ar", "en", tab), false);
  assert.equal(loadsAgain("ar", "en", tab), false);
  // Another choice is another question.
  assert.equal(loadsAgain("fr", "en", tab), true);
});

Deno.test("once the page came in its language, it may be asked for again", () => {
  const tab = memory();
  assert.equal(loadsAgain("ar", "en", tab), true);
  assert.equal(loadsAgain("ar", "ar", tab), false);
  assert.equal(loadsAgain("ar", "en", tab), true);
});

Deno.test("where nothing is wanted, or nothing can be remembered, the page stays", () => {
  assert.equal(loadsAgain("auto", "fr", memory()), false);
  assert.equal(loadsAgain("en", "en", memory()), false);
  assert.equal(loadsAgain("ar", "en", undefined), false);
  const full = { ...memory(), setItem: () => assert.fail("QuotaExceededError") };
  assert.equal(loadsAgain("ar", "en", full), false);
});
