import assert from "node:assert/strict";
import { toBase64Url } from "../protocol/encoding.ts";
import type { ConversationId, Fingerprint } from "../protocol/ids.ts";
import type { EpochManifest } from "../protocol/items.ts";
import { conversationIdOfDirect } from "./direct.ts";
import { makeManifest, recipientsHash } from "./epoch.ts";
import { countingRandom, makeWorld, type TestPerson } from "../tests/support/e2ee/people.ts";
import { type SealedSecret, unwrapOwn, type Unwrapped, wrapForAll, wrapSecret } from "./wrap.ts";

const { ada, bob, cyd, clock } = await makeWorld();
const conv = await conversationIdOfDirect(ada.user, bob.user);
const random = countingRandom();
const secret = random(32);
const recipients = [ada.identity, bob.identity];
const made = await makeManifest({
  conv,
  number: 7,
  control: conv,
  recipients,
  secret,
  maker: ada.user,
  cert: ada.author.cert,
  signKey: ada.author.signKey,
  clock: clock.now,
});
const { manifest } = made;

const keyOf = (person: TestPerson) => (cert: Fingerprint) =>
  cert === person.identity.encrypt ? person.decryptKey : undefined;
const outcome = (unwrapped: Unwrapped): string => unwrapped.ok ? "opened" : unwrapped.reason;

async function openedBy(
  person: TestPerson,
  wraps: SealedSecret[],
  change: Partial<EpochManifest> = {},
): Promise<string> {
  return outcome(await unwrapOwn(wraps, { ...manifest, ...change }, keyOf(person)));
}

const forBob = await wrapSecret(secret, manifest, bob.identity);

Deno.test("a wrap opens for the one it was made for", async () => {
  assert.equal(await openedBy(bob, [forBob]), "opened");
});

Deno.test("nobody's wrap, and a wrap for a certificate that is not ours, say so", async () => {
  assert.equal(await openedBy(bob, []), "no-wrap");
  assert.equal(await openedBy(cyd, [forBob]), "other-certificate");
});

Deno.test("a wrap for one certificate does not open under the name of another", async () => {
  const renamed = { ...forBob, cert: cyd.identity.encrypt };
  assert.equal(await openedBy(cyd, [renamed]), "wrong-wrap");
  const ofBob = (cert: Fingerprint) => cert === cyd.identity.encrypt ? bob.decryptKey : undefined;
  assert.equal(outcome(await unwrapOwn([renamed], manifest, ofBob)), "wrong-wrap");
});

Deno.test("a wrap opens for its conversation, number and members only", async () => {
  const other = toBase64Url(new Uint8Array(32)) as ConversationId;
  assert.equal(await openedBy(bob, [forBob], { conv: other }), "wrong-wrap");
  assert.equal(await openedBy(bob, [forBob], { number: 8 }), "wrong-wrap");
  assert.equal(await openedBy(bob, [forBob], { control: other }), "wrong-wrap");
});

Deno.test("a secret that the manifest does not commit to is refused", async () => {
  const another = await wrapSecret(random(32), manifest, bob.identity);
  assert.equal(await openedBy(bob, [another]), "wrong-secret");
  const short = await wrapSecret(secret.slice(0, 31), manifest, bob.identity);
  assert.equal(await openedBy(bob, [short]), "wrong-secret");
});

Deno.test("a secret opens where the engine drops the zeros that it begins with", async () => {
  const zeros = new Uint8Array(32).fill(9, 2);
  const { manifest } = await makeManifest({
    ...{ conv, number: 7, control: conv, recipients, secret: zeros },
    ...{ maker: ada.user, cert: ada.author.cert, signKey: ada.author.signKey, clock: clock.now },
  });
  // What WebKitGTK hands over of the whole one is what others do of this.
  for (const given of [zeros, zeros.slice(1), zeros.slice(2)]) {
    const wrap = await wrapSecret(given, manifest, bob.identity);
    assert.equal(outcome(await unwrapOwn([wrap], manifest, keyOf(bob))), "opened");
  }
});

Deno.test("one bad wrap beside a good one does not hide it", async () => {
  const bad = { ...forBob, wrap: toBase64Url(new Uint8Array(384)) };
  assert.equal(await openedBy(bob, [bad, forBob]), "opened");
  assert.equal(await openedBy(bob, [bad]), "wrong-wrap");
});

Deno.test("wraps come in portions that fit a frame, one for each person", async () => {
  const many = Array.from({ length: 130 }, () => bob.identity);
  const portions = await wrapForAll(secret, made, many);
  assert.deepEqual(portions.map(({ wraps }) => wraps.length), [64, 64, 2]);
  assert.ok(portions.every(({ epoch }) => epoch === made.id));
  assert.ok(portions.every((body) => JSON.stringify(body).length < 60 * 1024));
});

Deno.test("the recipients' hash names people and certificates, in whatever order", async () => {
  assert.equal(await recipientsHash(recipients), manifest.recipients);
  assert.equal(await recipientsHash(recipients.toReversed()), manifest.recipients);
  const others = [
    [ada.identity],
    [ada.identity, bob.identity, cyd.identity],
    [ada.identity, { ...bob.identity, encrypt: cyd.identity.encrypt }],
    [ada.identity, { ...bob.identity, user: cyd.user }],
  ];
  for (const other of others) assert.notEqual(await recipientsHash(other), manifest.recipients);
});
