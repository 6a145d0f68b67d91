import assert from "node:assert/strict";
import { sourceFiles } from "../tools/words/source_texts.ts";

/** What writes a number by a rule of its own, where `i18n/numbers.ts` has the one for all. */
const OWN_RULE = /\bIntl\.NumberFormat\b|\.toLocaleString\(|\.toFixed\(/;
const SPEAKS = /^(?:client|components|islands|routes)\//;

Deno.test("numbers are written by one rule, that of i18n/numbers.ts", async () => {
  const files = (await sourceFiles()).filter(({ path }) => SPEAKS.test(path));
  assert.ok(files.length > 100, `only ${files.length} files were read`);
  assert.deepEqual(files.filter(({ text }) => OWN_RULE.test(text)).map(({ path }) => path), []);
});
