import assert from "node:assert/strict";
import { DISPLAY_NAME, type DisplayName, parseDisplayName } from "./display_name.ts";
import { AppError } from "./errors.ts";
import type { Fingerprint, UserId } from "./ids.ts";
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
