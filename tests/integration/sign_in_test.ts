/** Who is let in, over the JSON endpoints of the running server. */

import assert from "node:assert/strict";
import { makeStatement } from "../../e2ee/identity.ts";
import { fingerprintOf, type PersonKeys } from "../../e2ee/keys.ts";
import { fromBase64Url } from "../../protocol/encoding.ts";
import type { SignInStep } from "../../protocol/http_api.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import {
  type Account,
  csrsOf,
  enrol,
  post,
  proofOf,
  register,
  signIn,
  TEST_PASSWORD,
} from "../support/account.ts";
import { makeForeignAuthority } from "../support/authorities.ts";
import { certificateFrom, person, selfSignedFor } from "../support/certificates.ts";
import { type TestKeys, testKeysFrom } from "../support/test_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { Wire } from "../support/wire.ts";
import { laterRefusalOf } from "../support/refusals.ts";

let fixture: Fixture;
let origin: string;
let ada: Account;
let bob: Account;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  ({ origin } = fixture.server);
  [ada, bob] = await Promise.all([register(origin, "ada"), register(origin, "bob")]);
});
Deno.test.afterAll(() => fixture.close());

const DAY_MS = 86_400_000;

/** A person's signing keys in the form that certificate builders take. */
async function builderKeys(keys: PersonKeys): Promise<TestKeys> {
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.sign.privateKey));
  return await testKeysFrom(pkcs8);
}

function personOf({ user }: Account) {
  return person(user.id, user.uid, user.fullName);
}

async function passwordStep(uid: string): Promise<SignInStep> {
  return (await post(origin, "/api/login", { uid, password: TEST_PASSWORD })).value as SignInStep;
}

/** Signs in as `account` with another certificate for its own key; answers the refusal's reason. */
async function refusalWith(account: Account, certificate: Uint8Array<ArrayBuffer>) {
  const step = await passwordStep(account.user.uid);
  const proof = await proofOf(origin, step, certificate, account.keys);
  return await laterRefusalOf(post(origin, "/api/login/prove", proof));
}

Deno.test("the right password and the certified key give a session", async () => {
  const again = await signIn(origin, ada);
  const wire = await Wire.open(origin, again.cookie);
  assert.equal((await wire.welcome).user.uid, "ada");
  await wire.close();
});

Deno.test("a wrong password, an unknown name and an impossible name get the same answer", async () => {
  const answers = [];
  for (const uid of ["ada", "nobody", "*)(uid=*"]) {
    const error = await laterRefusalOf(
      post(origin, "/api/login", { uid, password: "wrong one 1" }),
    );
    answers.push([error.kind, error.message]);
  }
  assert.deepEqual(new Set(answers.map(String)).size, 1);
  assert.equal(answers[0]![0], "unauthenticated");
});

Deno.test("a username with a character that is not seen is said to have one, whoever is there", async () => {
  for (const uid of ["a\u200bda", "nobody\u200c", "ada\u202e"]) {
    const { kind, message } = await laterRefusalOf(
      post(origin, "/api/login", { uid, password: "wrong one 1" }),
    );
    assert.equal(kind, "unauthenticated");
    assert.match(message, /holds a character that nobody can see/);
  }
});

Deno.test("an empty password is refused with its field", async () => {
  const error = await laterRefusalOf(post(origin, "/api/login", { uid: "ada", password: "" }));
  assert.deepEqual([error.kind, error.field], ["invalid", "password"]);
});

Deno.test("a self-signed certificate for the same key and names is refused", async () => {
  const keys = await builderKeys(ada.keys);
  const { id: userId, uid } = ada.user;
  const certificate = await selfSignedFor(keys, { uid, userId, now: new Date() });
  const error = await refusalWith(ada, certificate);
  assert.deepEqual([error.kind, error.reason], ["certificate", "issuer-unknown"]);
});

Deno.test("a certificate of another authority with the same names is refused", async () => {
  const foreign = await makeForeignAuthority({ organisation: "TalkyWalky", now: new Date() });
  const { spki: publicKey } = await builderKeys(ada.keys);
  const certificate = await certificateFrom(foreign, {
    publicKey,
    person: personOf(ada),
    now: new Date(),
  });
  const error = await refusalWith(ada, certificate);
  assert.deepEqual([error.kind, error.reason], ["certificate", "issuer-unknown"]);
});

Deno.test("the certificate of another user is refused", async () => {
  const error = await refusalWith(ada, bob.certificates.sign);
  assert.deepEqual([error.kind, error.reason], ["certificate", "wrong-person"]);
});

Deno.test("another user's certificate and key are refused for this entry", async () => {
  const step = await passwordStep("ada");
  const proof = await proofOf(origin, step, bob.certificates.sign, bob.keys);
  const error = await laterRefusalOf(post(origin, "/api/login/prove", proof));
  assert.equal(error.reason, "wrong-person");
});

Deno.test("an expired certificate of our own authority is refused", async () => {
  const { spki: publicKey } = await builderKeys(ada.keys);
  const certificate = await certificateFrom(fixture.authority, {
    publicKey,
    person: personOf(ada),
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() - 5_000),
  });
  const error = await refusalWith(ada, certificate);
  assert.equal(error.reason, "expired");
});

Deno.test("a certificate that is not valid yet is refused", async () => {
  const { spki: publicKey } = await builderKeys(ada.keys);
  const certificate = await certificateFrom(fixture.authority, {
    publicKey,
    person: personOf(ada),
    notBefore: new Date(Date.now() + DAY_MS),
    notAfter: new Date(Date.now() + 2 * DAY_MS),
  });
  assert.equal((await refusalWith(ada, certificate)).reason, "not-yet-valid");
});

Deno.test("the encryption certificate does not sign in", async () => {
  assert.equal((await refusalWith(ada, ada.certificates.encrypt)).reason, "wrong-usage");
});

Deno.test("the right certificate without its key is refused", async () => {
  const step = await passwordStep("ada");
  const proof = await proofOf(origin, step, ada.certificates.sign, bob.keys);
  const error = await laterRefusalOf(post(origin, "/api/login/prove", proof));
  assert.equal(error.reason, "proof-failed");
});

Deno.test("a refused proof gives no cookie and ends the attempt", async () => {
  const step = await passwordStep("ada");
  const bad = await proofOf(origin, step, ada.certificates.sign, bob.keys);
  const response = await fetch(`${origin}/api/login/prove`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(bad),
  });
  await response.body?.cancel();
  assert.equal(response.status, 403);
  assert.equal(response.headers.get("set-cookie"), null);
  const good = await proofOf(origin, step, ada.certificates.sign, ada.keys);
  const error = await laterRefusalOf(post(origin, "/api/login/prove", good));
  assert.deepEqual([error.kind, error.reason], ["unauthenticated", "attempt-over"]);
});

Deno.test("a proof made for another site is worth nothing here", async () => {
  const step = await passwordStep("ada");
  const proof = await proofOf("https://chat.example", step, ada.certificates.sign, ada.keys);
  const error = await laterRefusalOf(post(origin, "/api/login/prove", proof));
  assert.equal(error.reason, "proof-failed");
});

Deno.test("a proof serves once", async () => {
  const step = await passwordStep("ada");
  const proof = await proofOf(origin, step, ada.certificates.sign, ada.keys);
  await post(origin, "/api/login/prove", proof);
  const error = await laterRefusalOf(post(origin, "/api/login/prove", proof));
  assert.equal(error.kind, "unauthenticated");
});

Deno.test("new keys revoke the old ones, end the sessions and are told to others", async () => {
  const eve = await register(origin, "eve");
  const eveWire = await Wire.open(origin, eve.cookie);
  const adaWire = await Wire.open(origin, (await signIn(origin, ada)).cookie);
  await Promise.all([eveWire.welcome, adaWire.welcome]);

  const renewed = await enrol(origin, eve);
  await eveWire.waitUntil(() => eveWire.closed);
  assert.equal(eveWire.closed?.code, 4401);
  const announced = await adaWire.waitFor((frame) => frame.type === "identity");
  assert.deepEqual(announced, { type: "identity", user: eve.user.id });
  const error = await refusalWith(eve, eve.certificates.sign);
  assert.deepEqual([error.kind, error.reason], ["certificate", "revoked"]);
  assert.notEqual(renewed.cookie, "");
  await adaWire.close();
});

Deno.test("an identity statement that names another encryption certificate is refused", async () => {
  const mallory = await register(origin, "mallory");
  const step = await passwordStep("mallory");
  const { signed } = await makeStatement({
    user: mallory.user.id as UserId,
    uid: mallory.user.uid as Uid,
    sign: mallory.fingerprints.sign,
    encrypt: await fingerprintOf(fromBase64Url(step.certificates!.sign)),
    signKey: mallory.keys.sign.privateKey,
    clock: Date.now,
  });
  const proof = await proofOf(origin, step, mallory.certificates.sign, mallory.keys, signed);
  const error = await laterRefusalOf(post(origin, "/api/login/prove", proof));
  assert.deepEqual([error.kind, error.field], ["invalid", "identity"]);
});

Deno.test("logging out ends the session and its sockets", async () => {
  const session = await signIn(origin, ada);
  const wire = await Wire.open(origin, session.cookie);
  await wire.welcome;
  await post(origin, "/api/logout", { everywhere: false }, { cookie: session.cookie });
  await wire.waitUntil(() => wire.closed);
  assert.equal(wire.closed?.code, 4401);
  const again = await Wire.open(origin, session.cookie);
  await again.waitUntil(() => again.closed);
  assert.equal(again.closed?.code, 4401);
});

Deno.test("logging out everywhere ends the other sessions too", async () => {
  const [one, two] = [await signIn(origin, bob), await signIn(origin, bob)];
  const wire = await Wire.open(origin, two.cookie);
  await wire.welcome;
  await post(origin, "/api/logout", { everywhere: true }, { cookie: one.cookie });
  await wire.waitUntil(() => wire.closed);
  assert.equal(wire.closed?.code, 4401);
});

Deno.test("a taken name, a weak password and bad fields are refused with the field", async () => {
  const csrs = await csrsOf(ada.keys);
  const good = {
    uid: "newone",
    fullName: "New One",
    mail: "new@example.org",
    password: TEST_PASSWORD,
    csrs,
  };
  const cases: [Partial<typeof good>, string, string][] = [
    [{ uid: "ada" }, "conflict", "uid"],
    [{ uid: "a*)(uid=*" }, "invalid", "uid"],
    [{ uid: "" }, "invalid", "uid"],
    [{ fullName: "" }, "invalid", "fullName"],
    [{ mail: "nobody" }, "invalid", "mail"],
    [{ password: "short" }, "invalid", "password"],
    [{ password: "password123" }, "invalid", "password"],
    [{ password: "x".repeat(129) }, "invalid", "password"],
    [{ csrs: { ...csrs, sign: "AAAA" } }, "invalid", "csrs.sign"],
    [{ csrs: { ...csrs, sign: "not base64url!" } }, "invalid", "csrs.sign"],
  ];
  for (const [change, kind, field] of cases) {
    const error = await laterRefusalOf(post(origin, "/api/register", { ...good, ...change }));
    assert.deepEqual([error.kind, error.field], [kind, field], JSON.stringify(change));
  }
});

Deno.test("a registration that fails leaves no entry behind", async () => {
  // Ada's keys are certified already, so the authority refuses them after the entry was added.
  const body = {
    uid: "halfmade",
    fullName: "Half Made",
    mail: "half@example.org",
    password: TEST_PASSWORD,
    csrs: await csrsOf(ada.keys),
  };
  const error = await laterRefusalOf(post(origin, "/api/register", body));
  assert.deepEqual([error.kind, error.field], ["invalid", "csrs.sign"]);
  const login = await laterRefusalOf(
    post(origin, "/api/login", { uid: "halfmade", password: TEST_PASSWORD }),
  );
  assert.equal(login.kind, "unauthenticated");
});

Deno.test("a name with characters special to LDAP is registered as it was typed", async () => {
  const account = await register(origin, "special", { fullName: 'Q. "*(Ünï)*" \\, O\'Neil #;<>' });
  assert.equal(account.user.fullName, 'Q. "*(Ünï)*" \\, O\'Neil #;<>');
});

Deno.test("a request of another site, or of none, changes nothing", async () => {
  for (const headers of [{}, { origin: "https://evil.example" }, { origin: "null" }]) {
    const response = await fetch(`${origin}/api/login`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ uid: "ada", password: TEST_PASSWORD }),
    });
    assert.equal(response.status, 403);
    assert.equal((await response.json()).error.kind, "origin");
  }
});

Deno.test("a form post, which needs no permission of the browser's, is refused", async () => {
  const response = await fetch(`${origin}/api/login`, {
    method: "POST",
    headers: { "content-type": "text/plain", origin },
    body: JSON.stringify({ uid: "ada", password: TEST_PASSWORD }),
  });
  assert.equal(response.status, 400);
  assert.equal((await response.json()).error.field, "content-type");
});
