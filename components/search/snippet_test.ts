import assert from "node:assert/strict";
import { type Piece, snippet } from "./snippet.ts";

const drawn = (pieces: Piece[]) =>
  pieces.map(({ text, found }) => found ? `[${text}]` : text).join("");

Deno.test("a short text is shown whole, with what was found marked", () => {
  assert.equal(drawn(snippet("the kettle is on", [[4, 7], [14, 16]])), "the [ket]tle is [on]");
  assert.equal(drawn(snippet("nothing marked", [])), "nothing marked");
});

Deno.test("a long text is cut at words around the first find", () => {
  const text = `${"before ".repeat(40)}kettle ${"after ".repeat(80)}`;
  const at = text.indexOf("kettle");
  const shown = drawn(snippet(text, [[at, at + 6]]));
  assert.match(shown, /^… before before .*before \[kettle\] after .*after …$/);
  assert.ok(shown.length < 300);
});

Deno.test("a text without spaces is not cut inside a character", () => {
  const text = "😀".repeat(400);
  for (const from of [0, 200, 202, 402]) {
    const whole = snippet(text, [[from, from + 2]]).map((piece) => piece.text).join("");
    assert.ok(whole.isWellFormed(), `at ${from}`);
  }
});

Deno.test("marks past the end of what is shown are left out", () => {
  const text = "word ".repeat(200);
  const shown = snippet(text, [[0, 4], [900, 904]]);
  assert.equal(shown.filter((piece) => piece.found).length, 1);
});
