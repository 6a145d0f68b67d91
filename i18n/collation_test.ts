import assert from "node:assert/strict";
import { compareText } from "./collation.ts";
import { useLanguage } from "./i18n.ts";

Deno.test("names are ordered as the reader does, and anew when the reader's languages change", () => {
  const names = ["Öst", "zoe", "a10", "A2", "ost"];
  useLanguage("en", {}, ["en-GB"]);
  assert.deepEqual(names.toSorted(compareText), ["A2", "a10", "Öst", "ost", "zoe"]);
  useLanguage("fr", {}, ["fr-CA"]);
  assert.equal(compareText("cote", "Côté"), 0);
  useLanguage("en", {});
});
