import assert from "node:assert/strict";
import { isFullName, isMailOrNone } from "../protocol/person.ts";
import { chosenUid, shownName, uidProblem, usableMail } from "./entry_values.ts";

Deno.test("a name that is too long ends in an ellipsis, at a whole letter", () => {
  assert.equal(shownName(["x".repeat(80)]), "x".repeat(80));
  assert.equal(shownName(["x".repeat(81)]), `${"x".repeat(79)}…`);
  assert.equal(shownName(["x".repeat(100_000)]), `${"x".repeat(79)}…`);
  assert.equal(shownName(["\u{1f600}".repeat(300)]), `${"\u{1f600}".repeat(79)}…`);
  // The 80th character is a mark on the 79th: the letter goes with it.
  assert.equal(shownName([`${"x".repeat(78)}q\u0308${"y".repeat(99)}`]), `${"x".repeat(78)}…`);
  assert.equal(shownName([`${"word ".repeat(40)}`]), `${"word ".repeat(16).slice(0, 79).trim()}…`);
});

Deno.test("controls, line breaks and marks that are not seen do not reach anybody", () => {
  const names: [string, string][] = [
    ["Line\nfeed", "Line feed"],
    ["Tab\t\tbed", "Tab bed"],
    ["Nul\0l", "Nul l"],
    ["  Zoe\u0308  King ", "Zoë King"],
    ["a\u202edef\u2069", "adef"],
    ["Sof\u00adt", "Soft"],
    ["Wrong\ud800half", "Wrong\ufffdhalf"],
    ["علی\u200cرضا", "علی\u200cرضا"],
    [`Z${"\u0336".repeat(40)}o`, `Z${"\u0336".repeat(4)}o`],
  ];
  for (const [stored, shown] of names) assert.equal(shownName([stored]), shown, shown);
});

Deno.test("the first name of which something is seen counts, and none is none", () => {
  assert.equal(shownName(["", " \n", "\u200b\u200d", "\u3164", "\u0301", "Ada", "Bob"]), "Ada");
  assert.equal(shownName(["\u2800"]), "");
  assert.equal(shownName([]), "");
});

Deno.test("whatever a directory holds becomes a name that the protocol takes", () => {
  const letters = [
    "a",
    "\u0308",
    "\u{1f600}",
    "\ud83d",
    "\u200d",
    "\n",
    " ",
    "न",
    "\u094d",
    "\u202e",
  ];
  let seed = 7;
  for (let round = 0; round < 2000; round++) {
    let name = "";
    for (let i = 0; i < round % 190; i++) {
      seed = (seed * 48271) % 0x7fffffff;
      name += letters[seed % letters.length];
    }
    const shown = shownName([name, "uid"]);
    assert.ok(isFullName(shown), JSON.stringify(name));
    assert.equal(shownName([shown]), shown, "it is done once");
  }
});

Deno.test("an address that cannot be used is none, and is never cut", () => {
  assert.equal(usableMail(["a b@c", "ada@example.org"]), "ada@example.org");
  assert.equal(usableMail([`${"x".repeat(255)}@example.org`]), "");
  assert.equal(usableMail(["a\u202eb@example.org", "x\n@y"]), "");
  assert.ok(isMailOrNone(usableMail([`${"ü".repeat(120)}@x.example`])));
});

Deno.test("the username in the entry's own name is found in any case", () => {
  assert.equal(chosenUid(["a", "B"], "b"), "b");
  assert.equal(chosenUid(["a", "B"], "c"), "a");
  assert.equal(chosenUid([], "c"), "");
});

Deno.test("a username that can be used is chosen before one that cannot", () => {
  assert.equal(chosenUid(["a\u200cb", "ab"], "a\u200cb"), "ab");
  assert.equal(chosenUid(["a\u200cb"], undefined), "a\u200cb");
});

Deno.test("why a username cannot be used names the character that is not seen", () => {
  assert.equal(uidProblem(""), "is missing");
  assert.equal(uidProblem("x".repeat(257)), "is longer than 256 characters");
  assert.match(
    uidProblem("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
    /it holds U\+200C, which is not seen$/,
  );
  assert.match(uidProblem("ada\u{e0041}"), /it holds U\+E0041,/);
  assert.equal(uidProblem("\u0301"), "cannot be a username");
});
