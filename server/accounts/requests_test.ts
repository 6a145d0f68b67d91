import { LOGOUT_REQUEST } from "../../protocol/http_api.ts";
import assert from "node:assert/strict";
import { toBase64Url } from "../../protocol/encoding.ts";
import { RSA_BLOCK_BYTES } from "../../protocol/items.ts";
import { MAX_CERTIFICATE_BYTES, MAX_CSR_BYTES } from "../../protocol/limits.ts";
import { parseEnrol, parseLogin, parseProof, parseRegister } from "./requests.ts";
import { refusalOf } from "../../tests/support/refusals.ts";

const ofBytes = (length: number) => toBase64Url(new Uint8Array(length).fill(7));
const CSRS = { sign: ofBytes(700), encrypt: ofBytes(701) };
const LOGIN_ID = ofBytes(16);
const REGISTER = {
  uid: "ada",
  fullName: "Ada Lovelace",
  mail: "ada@example.org",
  password: "correct horse 7 battery",
  csrs: CSRS,
};
const PROOF = {
  loginId: LOGIN_ID,
  certificate: ofBytes(900),
  signature: ofBytes(RSA_BLOCK_BYTES),
};
const IDENTITY = { statement: "{}", sig: ofBytes(RSA_BLOCK_BYTES) };

/** `good` is taken; every field is needed, none may be added, and each bad value is named. */
function breakFields(
  parse: (body: unknown) => unknown,
  good: Record<string, unknown>,
  broken: Record<string, readonly unknown[]>,
  optional: readonly string[] = [],
): void {
  parse(good);
  for (const [field, values] of Object.entries(broken)) {
    for (const value of values) {
      const what = `${field} ${JSON.stringify(value)?.slice(0, 60)}`;
      const refused = refusalOf(() => parse({ ...good, [field]: value }), what);
      assert.deepEqual([refused.kind, refused.field], ["invalid", field], what);
    }
    const { [field]: _left, ...rest } = good;
    if (optional.includes(field)) parse(rest);
    else assert.equal(refusalOf(() => parse(rest), `no ${field}`).field, field);
  }
  assert.equal(refusalOf(() => parse({ ...good, admin: true })).field, '"admin"');
  for (const body of [null, [], "x", 5]) assert.equal(refusalOf(() => parse(body)).kind, "invalid");
}

Deno.test("a registration is taken with its name and mail in their usual form", () => {
  const parsed = parseRegister({
    ...REGISTER,
    fullName: "  Ada Lovelace ",
    mail: " Ada@Example.ORG ",
  });
  assert.equal(parsed.person.fullName, "Ada Lovelace");
  assert.match(parsed.person.mail, /^ada@example\.org$/i);
  assert.deepEqual(
    [parsed.csrs.sign.length, parsed.csrs.encrypt.length, parsed.person.password],
    [700, 701, REGISTER.password],
  );
});

Deno.test("a registration says which field is wrong", () => {
  breakFields(parseRegister, REGISTER, {
    uid: ["", "a", "Ada", "ada lovelace", "ada*", "ada,ou=x", "x".repeat(33), 5, null],
    fullName: ["", " ", "x".repeat(81), 5, null],
    mail: ["", "ada", "ada@", 5, null],
    password: ["", "short", "x".repeat(129), "password1", "ada@example.org", 5, null],
    csrs: [null, "x", 5],
  });
});

Deno.test("certification requests have bytes, and not too many", () => {
  for (const length of [1, MAX_CSR_BYTES]) {
    const csrs = { ...CSRS, sign: ofBytes(length) };
    assert.equal(parseEnrol({ loginId: LOGIN_ID, csrs }).csrs.sign.length, length);
  }
  const broken = {
    "csrs.sign": [{ ...CSRS, sign: "" }, { ...CSRS, sign: "a+b" }, {
      ...CSRS,
      sign: ofBytes(MAX_CSR_BYTES + 1),
    }],
    "csrs.encrypt": [{ ...CSRS, encrypt: "" }, { ...CSRS, encrypt: "AB==" }],
    sign: [{ encrypt: CSRS.encrypt }, { ...CSRS, sign: 5 }],
    '"more"': [{ ...CSRS, more: "x" }],
  };
  for (const [field, all] of Object.entries(broken)) {
    for (const csrs of all) {
      const parses = [
        () => parseRegister({ ...REGISTER, csrs }),
        () => parseEnrol({ loginId: LOGIN_ID, csrs }),
      ];
      for (const parse of parses) assert.equal(refusalOf(parse, field).field, field);
    }
  }
});

Deno.test("a name is taken in any case, and an impossible one is only a wrong one", () => {
  assert.deepEqual(parseLogin({ uid: " Ada ", password: "x" }), {
    uid: "ada",
    typed: "ada",
    password: "x",
  });
  for (const uid of ["12345", "a", "ada@example.org", "ada+chat", "q".repeat(60)]) {
    assert.equal(parseLogin({ uid: uid.toUpperCase(), password: "x" }).uid, uid);
  }
  for (const uid of ["ada\0", "a\u200bda", "\u0301", "x".repeat(4096)]) {
    assert.equal(parseLogin({ uid, password: "x" }).uid, undefined, uid);
  }
  assert.equal(parseLogin({ uid: "ada", password: " " }).password, " ", "kept as it was typed");
});

Deno.test("a sign-in without a name or a password says so", () => {
  breakFields(parseLogin, { uid: "ada", password: "x" }, {
    uid: ["", "  ", 5, null, "x".repeat(4097)],
    password: ["", 5, null, "x".repeat(4097), "\ud800"],
  });
});

Deno.test("an enrolment names its attempt", () => {
  assert.equal(parseEnrol({ loginId: LOGIN_ID, csrs: CSRS }).loginId, LOGIN_ID);
  breakFields(parseEnrol, { loginId: LOGIN_ID, csrs: CSRS }, {
    loginId: ["", "x", ofBytes(32), null],
    csrs: [null, 5],
  });
});

Deno.test("a proof has a certificate, a signature and perhaps a statement", () => {
  const parsed = parseProof(PROOF);
  assert.deepEqual(
    [parsed.certificate.length, parsed.signature.length, parsed.identity],
    [900, RSA_BLOCK_BYTES, undefined],
  );
  assert.deepEqual(parseProof({ ...PROOF, identity: IDENTITY }).identity, IDENTITY);
  breakFields(parseProof, { ...PROOF, identity: IDENTITY }, {
    loginId: ["", ofBytes(15), null],
    signature: ["", ofBytes(RSA_BLOCK_BYTES - 1), null],
    identity: [null, "x"],
  }, ["identity"]);
  const largest = { ...PROOF, certificate: ofBytes(MAX_CERTIFICATE_BYTES) };
  assert.equal(parseProof(largest).certificate.length, MAX_CERTIFICATE_BYTES);
  for (const certificate of ["", "?", ofBytes(MAX_CERTIFICATE_BYTES + 1)]) {
    const refused = refusalOf(() => parseProof({ ...PROOF, certificate }), certificate);
    assert.equal(refused.field, "certificate");
  }
  for (const identity of [{}, { ...IDENTITY, sig: "" }, { ...IDENTITY, more: 1 }]) {
    refusalOf(() => parseProof({ ...PROOF, identity }));
  }
});

Deno.test("a sign-out says whether it is everywhere", () => {
  assert.deepEqual(LOGOUT_REQUEST.parse({ everywhere: true }), { everywhere: true });
  breakFields(LOGOUT_REQUEST.parse, { everywhere: false }, { everywhere: ["true", 1, null] });
});

Deno.test("no refusal repeats a password", () => {
  const password = "s3cretword";
  const refusals = [
    refusalOf(() => parseLogin({ uid: "", password })),
    refusalOf(() => parseLogin({ uid: "ada", password, [password]: 1 })),
    refusalOf(() => parseRegister({ ...REGISTER, password: `${password}${"x".repeat(200)}` })),
  ];
  assert.ok(!refusals[0]!.message.includes(password));
  assert.ok(!refusals[2]!.message.includes(password));
});
