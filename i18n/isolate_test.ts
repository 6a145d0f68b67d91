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
