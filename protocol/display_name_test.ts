import assert from "node:assert/strict";
import {
  DISPLAY_NAME,
  type DisplayName,
  displayNameProblem,
  normalizeDisplayName,
  parseDisplayName,
} from "./display_name.ts";
import { AppError } from "./errors.ts";
import type { Fingerprint, UserId } from "./ids.ts";
import { MAX_DISPLAY_NAME_CHARS } from "./limits.ts";
import { writeSigned } from "./strict.ts";
import { refusalOf as refused } from "../tests/support/refusals.ts";

const STATEMENT: DisplayName = {
  v: 1,
  user: "5a1f0e1c-0001-4000-8000-00000000ada0" as UserId,
  cert: "A".repeat(43) as Fingerprint,
  name: "Ada",
  time: "2026-11-22T12:00:00.000Z",
};

function refusalOf(text: string): AppError {
  return refused(() => parseDisplayName(text), text);
}

Deno.test("a name in any script is one, up to its length in characters", () => {
  const names = ["Ada", "Zoë Ångström", "ليلى مثال", "三保 ゆき", "O’Neil-Sample 2nd", "🌱 Noor"];
  for (const name of [...names, "🌱".repeat(MAX_DISPLAY_NAME_CHARS)]) {
    assert.equal(displayNameProblem(name), undefined, name);
  }
  assert.equal(displayNameProblem("🌱".repeat(MAX_DISPLAY_NAME_CHARS + 1)), "too-long");
  assert.equal(displayNameProblem(""), "empty");
});

Deno.test("what is typed is brought into its one spelling, and another is refused", () => {
  assert.equal(normalizeDisplayName("  Ada \t\u00a0 Example\n"), "Ada Example");
  assert.equal(normalizeDisplayName("Zoe\u0308"), "Zo\u00eb");
  assert.equal(normalizeDisplayName("Noor ❤\ufe0f"), "Noor ❤");
  for (const name of [" Ada", "Ada ", "Ada  Example", "Ada\u00a0Example", "Zoe\u0308"]) {
    assert.equal(displayNameProblem(name), "spelling", JSON.stringify(name));
  }
});

Deno.test("what is not seen, or turns text around, stands in no name", () => {
  const hidden = [
    ..."\u0000\u001b\u007f\u0085\u00ad\u034f\u061c\u115f\u200b\u200c\u200d\u200e\u200f\u2028\u2029",
    ..."\u202a\u202e\u2060\u2066\u2069\u2800\u3164\ufe0f\ufeff\uffa0\uffff\ue000",
    "\u{e0041}",
    "\ud800",
  ];
  for (const character of hidden) {
    const name = `A${character}da`;
    assert.equal(displayNameProblem(name), "unprintable", JSON.stringify(name));
  }
  assert.equal(displayNameProblem(`A${"\u0334\u0335\u0336\u0337\u0338"}`), "unprintable");
});

Deno.test("a statement has one spelling, and a name that keeps the rules or none", () => {
  const text = writeSigned(DISPLAY_NAME, STATEMENT);
  assert.deepEqual(parseDisplayName(text), STATEMENT);
  assert.equal(parseDisplayName(text.replace('"Ada"', '""')).name, "");
  assert.equal(refusalOf(text.replace('"Ada"', '"Ada\u202e"')).field, "name");
  assert.equal(refusalOf(text.replace('"Ada"', '"\\u0041da"')).kind, "invalid");
  assert.equal(refusalOf(`${text} `).kind, "invalid");
  assert.equal(refusalOf(text.replace('"v":1', '"v":2')).field, "v");
  assert.equal(refusalOf(text.replace(".000Z", "Z")).field, "time");
  assert.equal(refusalOf("x".repeat(1025)).kind, "too-large");
});
