/** `docs/vectors/names.json`, by the letter of the specification and by the code that ships. */

import assert from "node:assert/strict";
import { parseDisplayName } from "../protocol/display_name.ts";
import { concat, fromBase64Url, utf8 } from "../protocol/encoding.ts";
import { MAX_DISPLAY_NAME_CHARS } from "../protocol/limits.ts";
import { nameProblem, normalizeName } from "../protocol/name_rules.ts";
import { hash, readVectors, resolver } from "../tests/support/vectors.ts";
import { verifyDisplayName } from "./display_name.ts";
import { storedKeys } from "../tests/support/e2ee/people.ts";

const { typed, names, statements } = await readVectors("names");

Deno.test("vector: what is typed becomes a name in one way", () => {
  for (const one of typed) assert.equal(normalizeName(one.typed), one.name);
});

Deno.test("vector: which names may stand in a statement", () => {
  for (const { name, expected } of names) {
    assert.equal(nameProblem(name, MAX_DISPLAY_NAME_CHARS) ?? "ok", expected, JSON.stringify(name));
  }
  const seen = new Set(names.map(({ expected }) => expected));
  assert.deepEqual([...seen].sort(), [
    "direction",
    "empty",
    "invisible",
    "joiner",
    "marks",
    "ok",
    "spelling",
    "too-long",
    "unprintable",
  ]);
});

for (const { case: name, expected, ...record } of statements) {
  Deno.test(`vector: the display name "${name}" is ${expected}`, async () => {
    const verified = await verifyDisplayName(record, resolver);
    assert.equal(verified.ok ? "ok" : verified.reason, expected);
  });
}

Deno.test("vector: a good display name is signed as the specification says", async () => {
  const { ada } = storedKeys().people;
  const pkcs8 = fromBase64Url(ada.signPkcs8);
  const pss = { name: "RSA-PSS", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, pss, true, ["sign"]);
  const { n, e } = await crypto.subtle.exportKey("jwk", key);
  const publicKey = await crypto.subtle.importKey("jwk", { kty: "RSA", n: n!, e: e! }, pss, false, [
    "verify",
  ]);
  for (const { statement, sig } of statements.filter(({ expected }) => expected === "ok")) {
    assert.equal(parseDisplayName(statement).user, ada.user);
    const signed = concat(utf8("tw1/name"), fromBase64Url(await hash(statement)));
    const algorithm = { name: "RSA-PSS", saltLength: 32 };
    assert.ok(await crypto.subtle.verify(algorithm, publicKey, fromBase64Url(sig), signed));
  }
});
