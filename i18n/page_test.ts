import assert from "node:assert/strict";
import { wordsScript } from "./page.ts";

Deno.test("words survive the way through their script, and no word of theirs is run", () => {
  const words = {
    "Log out": '";alert(1)//</script>\u2028 \\" é ${a}',
    "{count} rooms": { other: "`" },
  };
  const scope: { talkywalkyWords?: unknown } = {};
  new Function("scope", `with (scope) { ${wordsScript(words)} }`)(
    Object.assign(scope, { talkywalkyWords: undefined }),
  );
  assert.deepEqual(scope.talkywalkyWords, words);
});
