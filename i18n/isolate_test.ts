import assert from "node:assert/strict";
import { isolated } from "./isolate.ts";

Deno.test("in a text from right to left, whatever is put in keeps its own order", () => {
  assert.equal(isolated("@noor", "rtl"), "\u2068@noor\u2069");
  assert.equal(isolated("نور", "rtl"), "\u2068نور\u2069");
});

Deno.test("in a text from left to right, only letters of the other direction are set apart", () => {
  assert.equal(isolated("Ada Example", "ltr"), "Ada Example");
  assert.equal(isolated("نور (2)", "ltr"), "\u2068نور (2)\u2069");
  assert.equal(isolated("שלום", "ltr"), "\u2068שלום\u2069");
});

Deno.test("numbers, and what is set apart already, stay as they are", () => {
  for (const text of ["", "7", "1,234.5", "١٬٢٣٤", "\u2068@noor\u2069"]) {
    assert.equal(isolated(text, "rtl"), text);
  }
  assert.equal(isolated("3 KB", "rtl"), "\u20683 KB\u2069");
  const two = "\u2068a\u2069 - \u2068b\u2069";
  assert.equal(isolated(two, "rtl"), `\u2068${two}\u2069`);
});

Deno.test("signs that turn the direction end with the text that holds them", () => {
  for (const around of ["ltr", "rtl"] as const) {
    for (
      const text of ["\u202eevil", "\u2069\u202eevil", "a\u2067b", "\u202a\u2069\u202c", "a\u202c"]
    ) {
      const inside = isolated(text, around);
      assert.match(inside, /^(?:\u2068.*\u2069|a)$/s, JSON.stringify(inside));
      let isolates = 0;
      let embeddings = 0;
      for (const character of inside) {
        if (/[\u2066-\u2068]/.test(character)) isolates++;
        if (/[\u202a\u202b\u202d\u202e]/.test(character)) embeddings++;
        if (character === "\u2069") isolates--;
        if (character === "\u202c") embeddings--;
        assert.ok(embeddings >= 0, JSON.stringify(inside));
      }
      assert.deepEqual([isolates, embeddings], [0, 0], JSON.stringify(inside));
      // The first isolate ends with the text, not before.
      assert.ok(!/^\u2068\u2069/.test(inside), JSON.stringify(inside));
    }
  }
  assert.equal(
    isolated("\u2068a\u2069\u202eb\u2069", "ltr"),
    "\u2068\u2068a\u2069\u202eb\u202c\u2069",
  );
});
