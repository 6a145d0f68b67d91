import assert from "node:assert/strict";
import { toBase64Url } from "../protocol/encoding.ts";
import type { Fingerprint, Uid } from "../protocol/ids.ts";
import { parseIdentityStatement, type SignedStatement } from "../protocol/items.ts";
import { conversationIdOfDirect } from "./direct.ts";
import { follows, makeStatement, verifyStatement } from "./identity.ts";
import { safetyNumber } from "./safety_number.ts";
import { DAY_MS, makeWorld, NOON } from "../tests/support/e2ee/people.ts";

const world = await makeWorld();
const { ada, bob, mal, directory, clock } = world;

function statement(change: Partial<Parameters<typeof makeStatement>[0]> = {}) {
  return makeStatement({
    user: ada.user,
    uid: ada.uid,
    sign: ada.identity.sign,
    encrypt: ada.identity.encrypt,
    signKey: ada.author.signKey,
    clock: clock.now,
    ...change,
  });
}

async function outcome(signed: SignedStatement): Promise<string> {
  const verified = await verifyStatement(signed, directory, clock.now);
  return verified.ok ? "ok" : verified.reason;
}

Deno.test("a statement gives both keys of the person who signed it", async () => {
  const { signed, hash } = await statement();
  const verified = await verifyStatement(signed, directory, clock.now);
  assert.ok(verified.ok);
  const { identity } = verified;
  assert.deepEqual([identity.user, identity.uid, identity.hash], [ada.user, ada.uid, hash]);
  assert.deepEqual(identity.identityKey, ada.identity.identityKey);
  assert.equal(identity.encrypt, ada.identity.encrypt);
});

Deno.test("an encryption certificate that was swapped alone is seen", async () => {
  const { signed } = await statement();
  const swapped = signed.statement.replace(ada.identity.encrypt, mal.identity.encrypt);
  assert.notEqual(swapped, signed.statement);
  assert.equal(await outcome({ ...signed, statement: swapped }), "signature");
});

Deno.test("both certificates are for the person whom the statement names", async () => {
  const foreign = await statement({ encrypt: mal.identity.encrypt });
  assert.equal(await outcome(foreign.signed), "other-person");
  const uid = await statement({ uid: "eve" as Uid });
  assert.equal(await outcome(uid.signed), "other-person");
  const user = await statement({ user: mal.user, uid: mal.uid });
  assert.equal(await outcome(user.signed), "certificate");
});

Deno.test("each certificate is for its own use", async () => {
  const { sign, encrypt } = ada.identity;
  assert.equal(
    await outcome((await statement({ sign: encrypt, encrypt: sign })).signed),
    "certificate",
  );
  assert.equal(
    await outcome((await statement({ encrypt: sign })).signed),
    "encryption-certificate",
  );
});

Deno.test("one key for both uses is refused", async () => {
  const { user, uid, identity } = ada;
  const publicKey = identity.identityKey;
  const same = await directory.add({ user, uid, publicKey, purpose: "encrypt", name: "same" });
  assert.equal(await outcome((await statement({ encrypt: same })).signed), "one-key");
});

Deno.test("certificates are checked for now, not for when the statement was made", async () => {
  const { signed } = await statement();
  clock.ms = NOON + 31 * DAY_MS;
  assert.equal(await outcome(signed), "certificate");
  clock.ms = NOON;
  directory.certificates.get(ada.identity.encrypt)!.revokedAt = NOON;
  assert.equal(await outcome(signed), "encryption-certificate");
  directory.certificates.get(ada.identity.encrypt)!.revokedAt = Infinity;
});

Deno.test("an identity key that was not accepted for this person is refused", async () => {
  directory.pins.set(ada.user, mal.identity.identityKey);
  assert.equal(await outcome((await statement()).signed), "identity-mismatch");
  directory.pins.delete(ada.user);
});

Deno.test("a statement has one spelling and a signature of the right size", async () => {
  const { signed } = await statement();
  const spaced = signed.statement.replace(",", ", ");
  assert.equal(await outcome({ ...signed, statement: spaced }), "malformed");
  assert.equal(await outcome({ ...signed, sig: signed.sig.slice(4) }), "malformed");
  assert.equal(await outcome({ ...signed, sig: toBase64Url(new Uint8Array(384)) }), "signature");
});

Deno.test("a renewal follows the statement that it names, by the same key", async () => {
  const first = await statement();
  const second = await statement({ prev: first.hash });
  assert.equal(parseIdentityStatement(second.signed.statement).prev, first.hash);
  const [before, next] = await Promise.all(
    [first, second].map(async ({ signed }) => {
      const verified = await verifyStatement(signed, directory, clock.now);
      assert.ok(verified.ok);
      return verified.identity;
    }),
  );
  assert.equal(follows(before!, next!), true);
  assert.equal(follows(next!, before!), false);
  assert.equal(follows(before!, { ...next!, identityKey: mal.identity.identityKey }), false);
  assert.equal(follows({ ...before!, user: mal.user }, next!), false);
});

Deno.test("a statement names certificates that somebody has", async () => {
  const nobody = toBase64Url(new Uint8Array(32)) as Fingerprint;
  assert.equal(
    await outcome((await statement({ encrypt: nobody })).signed),
    "encryption-certificate",
  );
});

Deno.test("two people see the same safety number, and with another key another one", async () => {
  const person = ({ user, identity: { identityKey } }: typeof ada) => ({ user, identityKey });
  const [a, b, m] = [ada, bob, mal].map(person) as [
    ReturnType<typeof person>,
    ReturnType<typeof person>,
    ReturnType<typeof person>,
  ];
  const number = await safetyNumber(a, b);
  assert.match(number, /^\d{60}$/);
  assert.equal(await safetyNumber(b, a), number);
  assert.notEqual(await safetyNumber(a, { ...b, identityKey: m.identityKey }), number);
  assert.notEqual(await safetyNumber(a, { ...b, user: m.user }), number);
});

Deno.test("a direct conversation has one id, from either side, and two people", async () => {
  assert.equal(
    await conversationIdOfDirect(ada.user, bob.user),
    await conversationIdOfDirect(bob.user, ada.user),
  );
  assert.notEqual(
    await conversationIdOfDirect(ada.user, bob.user),
    await conversationIdOfDirect(ada.user, mal.user),
  );
  await assert.rejects(conversationIdOfDirect(ada.user, ada.user), TypeError);
});
