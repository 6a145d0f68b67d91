import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { PasswordForms } from "./password_forms.ts";

const NFC = "pass\u00e9 compos\u00e9";
const NFD = NFC.normalize("NFD");
const ada = "ada" as UserId;

Deno.test("a password that is prepared already has one form", () => {
  for (const password of ["correct horse", NFC, "\u5bc6\u7801", "\u{1f511}"]) {
    assert.deepEqual(PasswordForms.of(password), [password]);
  }
  assert.deepEqual(PasswordForms.of(NFD), [NFC, NFD]);
  assert.deepEqual(PasswordForms.of("correct\u00a0horse"), ["correct horse", "correct\u00a0horse"]);
});

Deno.test("what can never be right is no form", () => {
  assert.deepEqual(PasswordForms.of(""), []);
  assert.deepEqual(PasswordForms.of("x".repeat(1025)), []);
  // Prepared it is short enough, typed it is not.
  const long = "e\u0301".repeat(1000);
  assert.deepEqual(PasswordForms.of(long), [long.normalize("NFC")]);
});

Deno.test("the form that is preferred goes first, for this person alone", () => {
  const memory = new PasswordForms();
  const forms = PasswordForms.of(NFD);
  assert.deepEqual(memory.inOrder(forms, ada), [NFC, NFD]);
  memory.prefer(NFD, forms, ada);
  assert.deepEqual(memory.inOrder(forms, ada), [NFD, NFC]);
  assert.deepEqual(memory.inOrder(forms, "bob" as UserId), [NFC, NFD]);
  // One form alone says nothing.
  memory.prefer("plain", ["plain"], ada);
  assert.deepEqual(memory.inOrder(forms, ada), [NFD, NFC]);
  memory.prefer(NFC, forms, ada);
  assert.deepEqual(memory.inOrder(forms, ada), [NFC, NFD]);
});
