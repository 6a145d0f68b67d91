import assert from "node:assert/strict";
import { hasForeign, isInvisible, tidyText } from "./typed_text.ts";

Deno.test("blanks before the first word stay, blank lines around a text and blanks after it go", () => {
  const code = "\tif (late) {\n\t\trun();\n\t}";
  assert.equal(tidyText(`\n \t\n${code}\n  \n`), code);
  assert.equal(tidyText("   four  "), "   four");
  assert.equal(tidyText(" \n\t "), "");
});

Deno.test("what no text may hold is left out, and known before", () => {
  assert.equal(tidyText("a\r\nb\rc\u0007\u001b[0m"), "a\nb\nc[0m");
  assert.ok(tidyText("half \ud83d").isWellFormed());
  for (const one of ["\u0000", "a\u001b", "\u007f", "b\u0085"]) assert.ok(hasForeign(one));
  for (const one of ["", "a\tb\nc", "ä 🦔 مرحبا"]) assert.ok(!hasForeign(one), one);
});

Deno.test("a text is seen or it is not, whatever it is made of", () => {
  const invisible = [
    "",
    " \n\t\u00a0\u2003",
    "\u200b",
    "\u2800\u2800",
    "\u3164",
    "\u115f\u1160",
    "\ufeff\u00ad\u034f",
    "\u202e\u2066\u2069",
    "\ufe0f\u200d",
    "\u{e0061}\u{e007f}",
    "\u0007",
  ];
  for (const one of invisible) assert.ok(isInvisible(one), JSON.stringify(one));
  for (const one of [".", "👩‍👩‍👧‍👦", "❤️", "🇫🇷", "\u200bx", "عـلی\u200cرضا", "\u0301", "\u{1fffd}"]) {
    assert.ok(!isInvisible(one), JSON.stringify(one));
  }
});

Deno.test("a text of very many blanks is looked at in no time", () => {
  const blanks = `${" ".repeat(200_000)}\n`.repeat(3) + " ".repeat(200_000);
  const start = performance.now();
  assert.equal(tidyText(blanks), "");
  assert.ok(isInvisible(blanks));
  assert.ok(performance.now() - start < 10_000);
});
