import assert from "node:assert/strict";
import { isInstalledFont, parseFontName } from "./own_font.ts";
import { parsePreferences } from "./parse.ts";

Deno.test("a font's name is taken as people write it, without the blanks around it", () => {
  for (
    const name of [
      "Georgia",
      "Noto Sans Mono",
      "Gill Sans MT",
      "EB Garamond 12",
      "ヒラギノ角ゴ",
      "D'Nealian",
    ]
  ) assert.equal(parseFontName(`  ${name} `), name);
});

Deno.test("what could end a string in a style, or is too long, is no font's name", () => {
  for (
    const value of [
      '"',
      'A", url(x)',
      "A\\",
      "a;b",
      "a{b",
      "a\nb",
      "a\u202eb",
      "a, serif",
      "",
      "   ",
      "-apple",
      "x".repeat(65),
      7,
      null,
    ]
  ) assert.equal(parseFontName(value), undefined, String(value));
});

Deno.test("a stored name that is none falls away, and the choice stands", () => {
  const stored = parsePreferences(JSON.stringify({ font: "own", ownFont: 'Bad"; x' }));
  assert.equal(stored.font, "own");
  assert.equal("ownFont" in stored, false);
  assert.equal(
    parsePreferences('{"font":"own","ownFont":"Lucida Console"}').ownFont,
    "Lucida Console",
  );
});

Deno.test("a font counts as installed when any text comes out otherwise than without it", () => {
  const widths: Record<string, number> = { monospace: 10, serif: 11, "sans-serif": 12 };
  const browserWith = (own: Record<string, number>) => (family: string) => {
    const names = family.split(", ").map((name) => name.replaceAll('"', ""));
    return names.map((name) => own[name] ?? widths[name]).find((width) => width !== undefined)!;
  };
  assert.equal(isInstalledFont("Nowhere", browserWith({})), false);
  assert.equal(isInstalledFont("Wide", browserWith({ Wide: 15 })), true);
  // The browser's own monospace by its name.
  assert.equal(isInstalledFont("Its Mono", browserWith({ "Its Mono": 10 })), true);
});
