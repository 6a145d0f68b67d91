import assert from "node:assert/strict";
import { COMMON_PASSWORDS } from "./common_passwords.ts";
import { checkPassword, preparePassword } from "./password_policy.ts";

const owner = {
  uid: "zoe.jones",
  fullName: "Zoë Amelia Jones-Lee",
  mail: "z.jones.lee@example.org",
};
const reasonOf = (password: string) => checkPassword(password, owner)?.reason;

Deno.test("passwords of 8 to 128 characters are long enough and not too long", () => {
  assert.equal(reasonOf("kT7#vq2"), "too-short");
  assert.equal(reasonOf("kT7#vq2m"), undefined);
  const long = "kT7#vq2m".repeat(15) + "p9!xW4&";
  assert.equal(reasonOf(long), undefined);
  assert.equal(reasonOf(`${long}ab`), "too-long");
});

Deno.test("a character beyond the basic plane counts as one", () => {
  assert.equal(reasonOf("\u{1f511}\u{1f40e}\u{1f50b}\u{1f9f7}"), "too-short");
  assert.equal(reasonOf("\u{1f511}a\u{1f40e}b\u{1f50b}c\u{1f9f7}d"), undefined);
});

Deno.test("common passwords are refused in any case and with a little around them", () => {
  for (
    const password of [
      ...["password", "PASSWORD", "Password1!", "12345678", "qwertyuiop", "Iloveyou2024"],
      ...["!!dragon99", "Football2023", "trust.no-1", "1qaz2wsx", "letmein!!", "пароль123"],
    ]
  ) {
    assert.equal(reasonOf(password), "common", password);
  }
});

Deno.test("repetitions and rows of the keyboard are refused", () => {
  for (
    const password of ["aaaaaaaa", "abcabcabc", "12121212", "87654321", "lkjhgfdsa", "cdefghijk"]
  ) {
    assert.equal(reasonOf(password), "common", password);
  }
});

Deno.test("a password made of the person's own names is refused", () => {
  for (
    const password of [
      ...["zoe.jones", "ZoeJones", "z.jones.lee@example.org", "zjoneslee", "Zoë Amelia Jones-Lee"],
      ...["zoëameliajoneslee", "Jones-Lee Amelia Zoë"],
    ]
  ) {
    assert.equal(reasonOf(password), "personal", password);
  }
});

Deno.test("a phrase, and one that only begins with a common word, is fine", () => {
  assert.equal(reasonOf("correct horse 47 battery"), undefined);
  assert.equal(reasonOf("dragonfruit tastes odd"), undefined);
  assert.equal(reasonOf("abc8392019384756102"), undefined);
});

Deno.test("a control character is refused", () => {
  assert.equal(reasonOf("kT7#vq2m\0x"), "control-character");
});

Deno.test("a problem names the field and says what to do", () => {
  const problem = checkPassword("short", owner);
  assert.deepEqual(problem, {
    field: "password",
    reason: "too-short",
    message: "Use at least 8 characters.",
  });
});

Deno.test("both Unicode forms and every kind of space are one password", () => {
  assert.equal(preparePassword("Zoe\u0308\u00a0x"), "Zo\u00eb x");
});

Deno.test("the list is in the form that is looked up", () => {
  assert.ok(COMMON_PASSWORDS.size > 1000);
  for (const entry of COMMON_PASSWORDS) {
    assert.equal(entry, entry.normalize("NFKC").toLowerCase());
  }
});
