import assert from "node:assert/strict";
import { fingerprintOf } from "../../x509/mod.ts";
import { makeStatement } from "../../e2ee/identity.ts";
import { importSigningKey } from "../../e2ee/keys.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import type { IdentityRecord } from "../../protocol/frames/answers.ts";
import type { UserId } from "../../protocol/ids.ts";
import {
  makeAuthority,
  makeForeignAuthority,
  type TestAuthority,
} from "../../tests/support/authorities.ts";
import {
  ADA,
  BOB,
  certificateFrom,
  crlFrom,
  revocationOf,
  TEST_TIME,
  type TestPerson,
} from "../../tests/support/certificates.ts";
import { type TestKeyName, testKeys } from "../../tests/support/test_keys.ts";
import { AuthorityView } from "./authority_view.ts";
import { Identities } from "./identities.ts";
import { LocalStore } from "../store/local_store.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";

const HOUR_MS = 60 * 60 * 1000;

interface Published {
  record: IdentityRecord;
  sign: Bytes;
  encrypt: Bytes;
}

/** An identity as the server hands it out. */
async function publish(
  authority: TestAuthority,
  person: TestPerson,
  keys: { sign: TestKeyName; encrypt: TestKeyName },
  options: { certifiedFor?: TestPerson } = {},
): Promise<Published> {
  const { certifiedFor = person } = options;
  const certify = async (use: "sign" | "encrypt") => {
    const { spki: publicKey } = await testKeys(keys[use]);
    return await certificateFrom(authority, { person: certifiedFor, use, publicKey });
  };
  const [sign, encrypt] = [await certify("sign"), await certify("encrypt")];
  const { signed } = await makeStatement({
    user: person.id,
    uid: person.uid,
    sign: await fingerprintOf(sign),
    encrypt: await fingerprintOf(encrypt),
    signKey: await importSigningKey((await testKeys(keys.sign)).pkcs8),
    clock: () => TEST_TIME.getTime(),
  });
  const record: IdentityRecord = {
    user: person.id,
    ...signed,
    signCertificate: toBase64Url(sign),
    encryptCertificate: toBase64Url(encrypt),
    publishedAt: TEST_TIME.toISOString(),
  };
  return { record, sign, encrypt };
}

const BOBS = { sign: "bobSign", encrypt: "bobEncrypt" } as const;
const NEW_BOBS = { sign: "spare", encrypt: "bobEncrypt" } as const;

/** Ada's view of others, over a directory of identities and a CRL that the test changes. */
async function start() {
  const authority = await makeAuthority();
  const database = memoryDatabase();
  const world = {
    authority,
    records: [] as IdentityRecord[],
    crl: await crlFrom(authority),
    now: TEST_TIME.getTime(),
    isOffline: false,
    fetched: 0,
    changes: [] as [UserId, string | undefined, string | undefined][],
    /** The revocation list, and an answer about people, come when these resolve. */
    onListAsked: () => Promise.resolve(),
    onPeopleAsked: () => Promise.resolve(),
  };
  const page = async () => {
    const store = new LocalStore(database).person(ADA.id);
    const { root, issuing } = authority.chain;
    const http = {
      bytes: async () => {
        if (world.isOffline) throw new Error("offline");
        await world.onListAsked();
        return world.crl;
      },
      post: () => Promise.reject(new Error("Nothing is posted here")),
    };
    const now = () => world.now;
    const identities: Identities = new Identities({
      self: ADA.id,
      authority: new AuthorityView({ root, issuing: [issuing], http, now }),
      store,
      fetch: async (users) => {
        world.fetched++;
        const found = world.records.filter(({ user }) => users.includes(user));
        await world.onPeopleAsked();
        return found;
      },
      now,
      onChange: (user, before) => world.changes.push([user, before, identities.view(user)]),
    }, await store.pins());
    return identities;
  };
  return { world, page };
}

Deno.test("the identity met first is pinned, and can be sealed for", async () => {
  const { world, page } = await start();
  world.records = [(await publish(world.authority, BOB, BOBS)).record];
  const identities = await page();
  const { identities: [bob], changed, without } = await identities.targets([BOB.id]);
  assert.equal(bob?.user, BOB.id);
  assert.deepEqual([changed, without], [[], []]);
  assert.equal(identities.view(BOB.id), "pinned");
  assert.deepEqual(identities.certifiedName(BOB.id), { uid: "bob", fullName: "Bob Kahn" });
  assert.equal(await identities.acceptsIdentity(BOB.id, (await testKeys("bobSign")).spki), true);
});

Deno.test("another identity is a change, on this page and on the next, until accepted", async () => {
  const { world, page } = await start();
  const old = await publish(world.authority, BOB, BOBS);
  world.records = [old.record];
  const first = await page();
  await first.load([BOB.id]);
  world.records = [old.record, (await publish(world.authority, BOB, NEW_BOBS)).record];
  await first.refresh(BOB.id);
  assert.deepEqual(world.changes, [[BOB.id, undefined, "pinned"], [BOB.id, "pinned", "changed"]]);

  const next = await page();
  assert.deepEqual((await next.targets([BOB.id])).changed, [BOB.id]);
  const newKey = (await testKeys("spare")).spki;
  assert.equal(await next.acceptsIdentity(BOB.id, newKey), false);

  assert.equal(await next.accept(BOB.id), true);
  assert.equal(await next.acceptsIdentity(BOB.id, newKey), true);
  assert.equal(await next.acceptsIdentity(BOB.id, (await testKeys("bobSign")).spki), true);
  assert.equal((await next.targets([BOB.id])).identities[0]?.user, BOB.id);
});

Deno.test("what one tab accepts counts in the other", async () => {
  const { world, page } = await start();
  world.records = [(await publish(world.authority, BOB, BOBS)).record];
  const [one, two] = [await page(), await page()];
  await Promise.all([one.load([BOB.id]), two.load([BOB.id])]);
  world.records.push((await publish(world.authority, BOB, NEW_BOBS)).record);
  await Promise.all([one.refresh(BOB.id), two.refresh(BOB.id)]);
  assert.deepEqual((await two.targets([BOB.id])).changed, [BOB.id]);
  await one.accept(BOB.id);
  assert.deepEqual((await two.targets([BOB.id])).changed, []);
});

Deno.test("a person without an identity is in nobody's way and can be sealed nothing for", async () => {
  const { page } = await start();
  const identities = await page();
  assert.deepEqual((await identities.targets([BOB.id])).without, [BOB.id]);
  assert.equal(identities.view(BOB.id), "none");
  assert.equal(await identities.accept(BOB.id), false);
});

Deno.test("certificates of another authority, or of somebody else, count for nothing", async () => {
  const { world, page } = await start();
  const foreign = await makeForeignAuthority();
  const attempts = [
    await publish(foreign, BOB, BOBS),
    await publish(world.authority, BOB, BOBS, { certifiedFor: ADA }),
  ];
  for (const { record } of attempts) {
    world.records = [record];
    const identities = await page();
    assert.deepEqual((await identities.targets([BOB.id])).without, [BOB.id]);
    assert.equal(await identities.acceptsIdentity(BOB.id, (await testKeys("bobSign")).spki), false);
  }
});

Deno.test("a certificate swapped under a statement is left out", async () => {
  const { world, page } = await start();
  const { record } = await publish(world.authority, BOB, BOBS);
  const other = await publish(world.authority, BOB, { sign: "bobSign", encrypt: "spare" });
  world.records = [{ ...record, encryptCertificate: other.record.encryptCertificate }];
  assert.deepEqual((await (await page()).targets([BOB.id])).without, [BOB.id]);
});

Deno.test("a withdrawn certificate vouches for what came before, and for nothing after", async () => {
  const { world, page } = await start();
  const bob = await publish(world.authority, BOB, BOBS);
  world.records = [bob.record];
  const identities = await page();
  await identities.load([BOB.id]);
  const fingerprint = await fingerprintOf(bob.sign);
  const at = (ms: number) =>
    identities.resolve(fingerprint, { time: new Date(TEST_TIME.getTime() + ms), purpose: "sign" });
  assert.equal((await at(0)).ok, true);

  const revoked = [bob.sign, bob.encrypt].map((der) => revocationOf(der, TEST_TIME));
  world.crl = await crlFrom(world.authority, { revoked, number: 2n });
  await identities.refresh(BOB.id);
  const after = await at(0);
  assert.deepEqual(after.ok || after.reason, "revoked");
  assert.equal((await at(-60_000)).ok, true);
  assert.deepEqual((await identities.targets([BOB.id])).without, [BOB.id]);
});

Deno.test("with a revocation list that is out of date nothing holds", async () => {
  const { world, page } = await start();
  const bob = await publish(world.authority, BOB, BOBS);
  world.records = [bob.record];
  const identities = await page();
  await identities.load([BOB.id]);
  world.now += 48 * HOUR_MS;
  world.isOffline = true;
  const fingerprint = await fingerprintOf(bob.sign);
  const verdict = await identities.resolve(fingerprint, { time: TEST_TIME, purpose: "sign" });
  assert.deepEqual(verdict.ok || verdict.reason, "crl-stale");
  assert.deepEqual((await identities.targets([BOB.id])).without, [BOB.id]);
});

Deno.test("a list of the future is asked for again, so that a clock set back locks nobody out", async () => {
  const { world, page } = await start();
  const bob = await publish(world.authority, BOB, BOBS);
  world.records = [bob.record];
  const right = world.crl;
  world.now += 2 * HOUR_MS;
  world.crl = await crlFrom(world.authority, { now: new Date(world.now), number: 2n });
  const identities = await page();
  await identities.load([BOB.id]);
  assert.deepEqual((await identities.targets([BOB.id])).without, []);
  world.now -= 2 * HOUR_MS;
  world.crl = right;
  const fingerprint = await fingerprintOf(bob.sign);
  // A moment that was not asked about before, so that nothing remembered answers.
  const time = new Date(TEST_TIME.getTime() - 60_000);
  const verdict = await identities.resolve(fingerprint, { time, purpose: "sign" });
  assert.ok(verdict.ok, verdict.ok ? "" : verdict.reason);
  assert.deepEqual((await identities.targets([BOB.id])).without, []);
});

Deno.test("a certificate that nobody has is unknown, and its owner is asked about again", async () => {
  const { world, page } = await start();
  const bob = await publish(world.authority, BOB, BOBS);
  const identities = await page();
  const cert = await fingerprintOf(bob.sign);
  await identities.ensure([{ user: BOB.id, cert }]);
  const verdict = await identities.resolve(cert, { time: TEST_TIME, purpose: "sign" });
  assert.deepEqual(verdict.ok || verdict.reason, "unknown");
  world.records = [bob.record];
  await identities.ensure([{ user: BOB.id, cert }]);
  await identities.ensure([{ user: BOB.id, cert }]);
  assert.equal((await identities.resolve(cert, { time: TEST_TIME, purpose: "sign" })).ok, true);
  assert.equal(world.fetched, 2);
});

Deno.test("one's own new keys are trusted without a question", async () => {
  const { world, page } = await start();
  const old = await publish(world.authority, ADA, { sign: "adaSign", encrypt: "adaEncrypt" });
  world.records = [old.record];
  await (await page()).trustOwn(await fingerprintOf(old.sign));
  const own = await publish(world.authority, ADA, { sign: "spare", encrypt: "adaEncrypt" });
  world.records = [old.record, own.record];
  const next = await page();
  assert.equal(next.isOwnTrusted, false);
  await next.trustOwn(await fingerprintOf(own.sign));
  assert.equal(next.isOwnTrusted, true);
  assert.equal(next.view(ADA.id), "pinned");
  assert.equal((await next.targets([ADA.id])).identities[0]?.user, ADA.id);
});

Deno.test("who asks while the first look is under way waits for it, and sees no changed keys", async () => {
  const { world, page } = await start();
  const bob = await publish(world.authority, BOB, BOBS);
  world.records = [bob.record];
  const asked = Promise.withResolvers<void>();
  const listComes = Promise.withResolvers<void>();
  world.onListAsked = () => {
    asked.resolve();
    return listComes.promise;
  };
  const identities = await page();
  const looking = identities.load([BOB.id]);
  await asked.promise;
  // The server has answered; what it said is being checked, and nobody is pinned yet.
  const targets = identities.targets([BOB.id]);
  const accepts = identities.ensure([{ user: BOB.id, cert: await fingerprintOf(bob.sign) }])
    .then(async () => identities.acceptsIdentity(BOB.id, (await testKeys("bobSign")).spki));
  listComes.resolve();
  assert.deepEqual((await targets).changed, []);
  assert.equal((await targets).identities[0]?.user, BOB.id);
  assert.equal(await accepts, true);
  await looking;
  assert.deepEqual(world.changes, [[BOB.id, undefined, "pinned"]]);
});

Deno.test("keys published while their owner is being asked about are asked for once more", async () => {
  const { world, page } = await start();
  const answers = Promise.withResolvers<void>();
  world.onPeopleAsked = () => answers.promise;
  const identities = await page();
  const looking = identities.load([BOB.id]);
  // The first answer was made before.
  world.records = [(await publish(world.authority, BOB, BOBS)).record];
  const refreshing = identities.refresh(BOB.id);
  answers.resolve();
  await Promise.all([looking, refreshing]);
  assert.equal(identities.view(BOB.id), "pinned");
});

const ADAS = { sign: "adaSign", encrypt: "adaEncrypt" } as const;

/** Ada's page, after Bob's identities, oldest first, were published beside her own. */
async function comparing() {
  const { world, page } = await start();
  const ada = await publish(world.authority, ADA, ADAS);
  const bob = await publish(world.authority, BOB, BOBS);
  world.records = [ada.record, bob.record];
  const cert = await fingerprintOf(ada.sign);
  const opened = async () => {
    const identities = await page();
    await identities.trustOwn(cert);
    await identities.load([BOB.id]);
    return identities;
  };
  return { world, cert, opened };
}

Deno.test("the keys that are compared are this browser's and the other's newest", async () => {
  const { world, cert, opened } = await comparing();
  const identities = await opened();
  const first = await identities.comparison(BOB.id, cert);
  assert.deepEqual(first?.own, (await testKeys("adaSign")).spki);
  assert.deepEqual(first?.other, (await testKeys("bobSign")).spki);
  assert.equal(first?.accepted?.key, first?.key);

  // Keys that the server tells of as one's own do not take the place of those in this browser.
  const { record } = await publish(world.authority, ADA, { sign: "spare", encrypt: "adaEncrypt" });
  world.records.push(record);
  await identities.refresh(ADA.id);
  assert.deepEqual((await identities.comparison(BOB.id, cert))?.own, first?.own);

  world.records.push((await publish(world.authority, BOB, NEW_BOBS)).record);
  await identities.refresh(BOB.id);
  const second = await identities.comparison(BOB.id, cert);
  assert.deepEqual(second?.other, (await testKeys("spare")).spki);
  assert.equal(second?.accepted, undefined);
});

Deno.test("without keys on both sides there is nothing to compare", async () => {
  const { world, cert, opened } = await comparing();
  world.records = world.records.filter(({ user }) => user === ADA.id);
  const identities = await opened();
  assert.equal(await identities.comparison(BOB.id, cert), undefined);
  const nobodys = await fingerprintOf((await publish(world.authority, BOB, NEW_BOBS)).sign);
  assert.equal(await identities.comparison(ADA.id, nobodys), undefined);
});

Deno.test("a person who was verified stays so, in other tabs and pages, until it is taken back", async () => {
  const { world, cert, opened } = await comparing();
  const [one, two] = [await opened(), await opened()];
  const { key } = (await one.comparison(BOB.id, cert))!;
  assert.equal(await one.verify(BOB.id, key), true);
  assert.equal(one.view(BOB.id), "verified");
  assert.deepEqual(world.changes.at(-1), [BOB.id, "pinned", "verified"]);
  const at = new Date(world.now).toISOString();
  assert.equal((await two.comparison(BOB.id, cert))?.accepted?.verifiedAt, at);
  assert.equal((await opened()).view(BOB.id), "verified");
  assert.equal((await one.targets([BOB.id])).identities.length, 1);
  await one.unverify(BOB.id, key);
  assert.equal(one.view(BOB.id), "pinned");
  const next = await opened();
  assert.equal(next.view(BOB.id), "pinned");
  assert.equal(next.wasVerified(BOB.id), false);
});

Deno.test("what was verified of old keys says nothing of new ones", async () => {
  const { world, cert, opened } = await comparing();
  const identities = await opened();
  const { key: oldKey } = (await identities.comparison(BOB.id, cert))!;
  await identities.verify(BOB.id, oldKey);
  world.records.push((await publish(world.authority, BOB, NEW_BOBS)).record);
  await identities.refresh(BOB.id);
  assert.equal(identities.view(BOB.id), "changed");
  assert.equal(identities.wasVerified(BOB.id), true);
  assert.deepEqual((await identities.targets([BOB.id])).changed, [BOB.id]);

  assert.equal(await identities.verify(BOB.id, oldKey), false, "not their newest key");
  assert.equal(identities.view(BOB.id), "changed");
  await identities.accept(BOB.id);
  assert.equal(identities.view(BOB.id), "pinned");
  // Each key has a mark of its own.
  const { key: newKey } = (await identities.comparison(BOB.id, cert))!;
  await identities.verify(BOB.id, newKey);
  await identities.unverify(BOB.id, newKey);
  assert.equal(identities.view(BOB.id), "pinned");
  assert.equal(identities.wasVerified(BOB.id), true);
});

Deno.test("new keys that were compared are accepted with it; what was known of a key stays", async () => {
  const { world, cert, opened } = await comparing();
  const identities = await opened();
  world.records.push((await publish(world.authority, BOB, NEW_BOBS)).record);
  await identities.refresh(BOB.id);
  const { key } = (await identities.comparison(BOB.id, cert))!;
  assert.equal(await identities.verify(BOB.id, key), true);
  assert.equal(identities.view(BOB.id), "verified");
  assert.equal(await identities.acceptsIdentity(BOB.id, (await testKeys("spare")).spki), true);
  await identities.accept(BOB.id);
  assert.equal(identities.view(BOB.id), "verified");
});
