import assert from "node:assert/strict";
import {
  checkFullName,
  checkMail,
  checkPerson,
  checkUid,
  normalizeFullName,
} from "./person_rules.ts";

Deno.test("usernames of the agreed shape are fine", () => {
  for (const uid of ["al", "zoe.jones", "a-b_c9", "x".repeat(32)]) {
    assert.equal(checkUid(uid), undefined, uid);
  }
});

Deno.test("a refused username is told which character is wrong", () => {
  const messages: [string, RegExp][] = [
    ["", /Enter a username/],
    ["a", /2 to 32/],
    ["x".repeat(33), /2 to 32/],
    ["Alice", /lower-case/],
    ["a*b", /"\*"/],
    ["alice)(uid=*", /"\)"/],
    ["a,b", /","/],
    ["a\\00", /"\\"/],
    ["a b", /a space/],
    ["a\0b", /that character/],
    ["zoë", /"ë"/],
    ["9lives", /starts with/],
  ];
  for (const [uid, message] of messages) {
    const problem = checkUid(uid);
    assert.equal(problem?.field, "uid");
    assert.match(problem.message, message);
  }
});

Deno.test("full names of any script, with any directory syntax in them, are fine", () => {
  for (const name of ["李小龍", `O'Neil, Jr. (*) \\ "x" + <y>; #=`, "x", "\u{1f600}".repeat(80)]) {
    assert.equal(checkFullName(name), undefined, name);
  }
});

Deno.test("empty, long, unprintable, untrimmed and decomposed full names are refused", () => {
  const bad = ["", "x".repeat(81), "a\nb", "a\0b", "\u202eevil", "a\ud800", " x", "Zoe\u0308"];
  for (const name of bad) assert.equal(checkFullName(name)?.field, "fullName", name);
});

Deno.test("a full name that looks like another, or like none, is refused", () => {
  const unseen = [
    "Ada\u200b Example",
    "\u200b",
    "\u3164",
    "A\u00adda",
    "Ada\u200e",
    "\u2800",
    "\ufeffAda",
  ];
  for (const name of [...unseen, `A${"\u0334\u0335\u0336\u0337\u0338"}da`]) {
    assert.equal(checkFullName(name)?.field, "fullName", JSON.stringify(name));
  }
});

Deno.test("normalizing makes a typed name storable", () => {
  assert.equal(checkFullName(normalizeFullName("  Zoe\u0308 ")), undefined);
});

Deno.test("mail addresses have one @, no spaces, and at most 254 characters", () => {
  for (const mail of ["a@b", "first.last+tag@mail.example.org", `${"x".repeat(242)}@example.org`]) {
    assert.equal(checkMail(mail), undefined, mail);
  }
  const bad = [
    "",
    "a",
    "@b",
    "a@",
    "a@b@c",
    "a b@c",
    "a@b\n",
    "a\0@b",
    "ü@b",
    `${"x".repeat(243)}@example.org`,
  ];
  for (const mail of bad) assert.equal(checkMail(mail)?.field, "mail", mail);
});

Deno.test("every wrong field of a person is reported", () => {
  const problems = checkPerson({ uid: "A", fullName: "", mail: "x" });
  assert.deepEqual(problems.map(({ field }) => field), ["uid", "fullName", "mail"]);
});
