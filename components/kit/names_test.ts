import assert from "node:assert/strict";
import { matchesFilter, nameKey, sharedNames } from "./names.ts";

Deno.test("two people with one name are found, also when it is spelt with other spaces or case", () => {
  const shared = sharedNames([
    { uid: "sam", fullName: "Sam Example" },
    { uid: "sam2", fullName: "sam  Example " },
    { uid: "ada", fullName: "Ada Sample" },
  ]);
  assert.deepEqual([...shared], [nameKey("Sam Example")]);
});

Deno.test("one person seen twice does not share a name with himself", () => {
  const sam = { uid: "sam", fullName: "Sam Example" };
  assert.equal(sharedNames([sam, sam]).size, 0);
});

Deno.test("a filter matches any word of name or uid, without case and accents", () => {
  const zoe = { uid: "zb", fullName: "Zoë Beispiel" };
  for (const filter of ["zoe", "BEI", "zb", "@zb", "bei zo", ""]) {
    assert.ok(matchesFilter(zoe, filter), filter);
  }
  assert.ok(!matchesFilter(zoe, "zoe muster"));
  assert.ok(matchesFilter({ name: "Tea & Biscuits" }, "biscuits"));
});

Deno.test("what is typed on a plain keyboard finds a name as it is written", () => {
  const found: readonly (readonly [string, string])[] = [
    ["Łukasz Żółć", "lukasz zolc"],
    ["Đặng Thị Hương", "dang huong"],
    ["Cœur Example", "coeur"],
    ["Søren Ærø", "soren aero"],
    ["Straßer", "strasser"],
    ["Team ٢٠٢٦", "2026"],
    ["ヒラガナ", "ひら"],
    ["O’Neil", "o'neil"],
    ["علی\u200cرضا", "عليرضا"],
  ];
  for (const [name, typed] of found) {
    assert.ok(matchesFilter({ name }, typed), typed);
    assert.ok(matchesFilter({ uid: "x", fullName: name }, typed), typed);
  }
  assert.ok(!matchesFilter({ uid: "rene", fullName: "Rene" }, "irene"));
  assert.ok(matchesFilter({ uid: "irene", fullName: "Irene" }, "rene"));
});

Deno.test("a name that is another's uid, or another's in the directory, is shared", () => {
  const ada = { uid: "ada", fullName: "Ace", directoryName: "Ada Example" };
  const bruno = { uid: "bruno", fullName: "ADA  example", directoryName: "Bruno Beispiel" };
  const noor = { uid: "noor", fullName: "Ada", directoryName: "Noor Placeholder" };
  assert.deepEqual([...sharedNames([ada, bruno, noor])].sort(), ["ada", "adaexample"]);
  assert.equal(sharedNames([{ uid: "sam", fullName: "Sam" }]).size, 0);
});
