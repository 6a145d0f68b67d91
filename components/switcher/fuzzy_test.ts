import assert from "node:assert/strict";
import { fuzzyScore } from "./fuzzy.ts";

/** Names in the order in which they answer to `query`; those that do not are left out. */
function ranked(query: string, names: string[]): string[] {
  return names.flatMap((name) => {
    const score = fuzzyScore(query, name);
    return score === undefined ? [] : [{ name, score }];
  }).sort((a, b) => a.score - b.score).map(({ name }) => name);
}

Deno.test("a word is better than a beginning, than initials, than an inside, than letters", () => {
  assert.deepEqual(
    ranked("an", ["Zoran X", "Ahmed Ndiaye", "Alvin", "Anna Berg", "An Nguyen", "Bob"]),
    ["An Nguyen", "Anna Berg", "Ahmed Ndiaye", "Zoran X", "Alvin"],
  );
});

Deno.test("every word of the query must be found, in any order", () => {
  assert.deepEqual(ranked("exa ad", ["Ada Example", "Ada Other"]), ["Ada Example"]);
  assert.equal(fuzzyScore("ada zebra", "Ada Example"), undefined);
});

Deno.test("accents, case and an at sign make no difference", () => {
  assert.equal(fuzzyScore("orn", "Deniz Örnek"), fuzzyScore("ORN", "deniz ornek"));
  assert.equal(fuzzyScore("@noor", "Somebody noor"), fuzzyScore("noor", "Somebody noor"));
});

Deno.test("what is typed on a plain keyboard answers to a name as it is written", () => {
  assert.equal(fuzzyScore("luk", "Łukasz"), fuzzyScore("luk", "Lukasz"));
  assert.equal(fuzzyScore("coeur", "Cœur Example"), 0);
  assert.equal(fuzzyScore("2026", "Team ٢٠٢٦"), fuzzyScore("2026", "Team 2026"));
  assert.equal(fuzzyScore("irene", "Rene rene"), undefined);
});

Deno.test("letters that stand closer together answer better", () => {
  assert.deepEqual(ranked("plg", ["Paul Anderling", "Planning"]), ["Planning", "Paul Anderling"]);
});

Deno.test("nothing typed answers to everything alike", () => {
  assert.equal(fuzzyScore("", "Ada"), 0);
  assert.equal(fuzzyScore("  ", "Noor"), 0);
});
