import assert from "node:assert/strict";
import { AVATAR_HUES, hueClass, initials } from "./avatar.tsx";

Deno.test("initials are the first letters of the first and the last word", () => {
  for (
    const [name, letters] of [
      ["Ada Example", "AE"],
      ["ada", "A"],
      ["Wolfram von Mustermann-Vorlage", "WV"],
      ["Deniz Örnek", "DÖ"],
      ["E\u0301lodie Sample", "E\u0301S"],
      ["  ", "?"],
      ["", "?"],
      ["(bot) 7", "B7"],
    ] as const
  ) {
    assert.equal(initials(name).normalize("NFC"), letters.normalize("NFC"), name);
  }
});

Deno.test("a person keeps one hue, and many people share them out", () => {
  const ids = Array.from({ length: 300 }, (_, index) => `00000000-0000-4000-8000-${index}`);
  assert.equal(hueClass(ids[0]!), hueClass(ids[0]!));
  const used = new Set(ids.map(hueClass));
  assert.equal(used.size, AVATAR_HUES);
  for (const name of used) assert.match(name, /^hue-\d+$/);
});
