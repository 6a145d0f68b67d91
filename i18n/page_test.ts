import assert from "node:assert/strict";
import { wordsText } from "./page.ts";

Deno.test("words survive the way through the page, and none of them ends the script element", () => {
  const words = { "Log out": '</script><!-- \u2028 " é', "{count} rooms": { other: "<b>" } };
  const text = wordsText(words);
  assert.doesNotMatch(text, /</);
  assert.deepEqual(JSON.parse(text), words);
});
