import assert from "node:assert/strict";
import { openMemoryAuthority } from "../../tests/support/authorities.ts";
import { ADA, BOB, requestsFor, TEST_TIME } from "../../tests/support/certificates.ts";
import { type TestKeyName, testKeys } from "../../tests/support/test_keys.ts";
import { AppError } from "../../protocol/errors.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { DAY_MS, ISSUING_DAYS } from "./profile.ts";

const requests = async () => requestsFor(await testKeys("adaSign"), await testKeys("adaEncrypt"));

Deno.test("a certificate never outlives the issuing certificate", async () => {
  const { authority, issuer, clock } = await openMemoryAuthority();
  clock.now = new Date(TEST_TIME.getTime() + (ISSUING_DAYS - 10) * DAY_MS);
  const { sign } = await authority.issue(ADA, await requests());
  assert.deepEqual(
    parseCertificate(sign).notAfter,
    parseCertificate(issuer.chain.issuing).notAfter,
  );
  clock.now = new Date(TEST_TIME.getTime() + ISSUING_DAYS * DAY_MS);
  await assert.rejects(authority.issue(ADA, await requests()), { kind: "unavailable" });
  await authority.close();
});

Deno.test("outside of the authority's life nobody gets keys or comes in, and the log says why", async () => {
  const { authority, issuer, clock, store } = await openMemoryAuthority();
  const { notBefore, notAfter } = parseCertificate(issuer.chain.issuing);
  const { sign, encrypt } = await authority.issue(ADA, await requests());
  const spare = await requestsFor(await testKeys("bobSign"), await testKeys("bobEncrypt"));
  const proof = { subject: ADA.id, certificate: sign, challenge: sign, signature: sign };
  for (const ms of [notBefore.getTime() - 1, 0, notAfter.getTime() + 1]) {
    clock.now = new Date(ms);
    const calls = [
      () => authority.issue(BOB, spare),
      () => authority.current(ADA.id, [sign, encrypt]),
      () => authority.verifySignIn(proof),
    ];
    for (const call of calls) {
      await assert.rejects(call(), (error) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.kind, "unavailable");
        assert.match(error.message, /clock of the server is wrong/);
        assert.ok(String(error.cause).includes(clock.now.toISOString()), String(error.cause));
        assert.ok(String(error.cause).includes(notBefore.toISOString()), String(error.cause));
        return true;
      });
    }
    assert.equal(await authority.state(), "down");
  }
  assert.equal(
    store.reservedBetween(BOB.id, new Date(-1), new Date(8e15)),
    0,
    "no serial was spent",
  );
  clock.now = TEST_TIME;
  assert.equal(await authority.state(), "up");
  await authority.issue(BOB, spare);
  await authority.close();
});

Deno.test("a fault of the signing key gives no certificate away", async () => {
  const { authority, store } = await openMemoryAuthority({
    signer: () => Promise.resolve(new Uint8Array(384)),
  });
  await assert.rejects(authority.issue(ADA, await requests()), { kind: "internal" });
  assert.deepEqual(store.revoke(ADA.id, "superseded", TEST_TIME, []), []);
  await authority.close();
});

Deno.test("an entry that cannot be certified is refused by its attribute", async () => {
  const { authority } = await openMemoryAuthority();
  for (const fullName of ["", "Ada\nRoot", "x".repeat(257)]) {
    await assert.rejects(authority.issue({ ...ADA, fullName }, await requests()), {
      kind: "invalid",
      field: "subject.fullName",
    });
  }
  await authority.close();
});

for (const mail of ["ada@müller.example", "ada(desk)@example.org", "a,d,a@example.org"]) {
  Deno.test(`the mail address ${mail}, which no certificate can hold, is left out of it`, async () => {
    const { authority } = await openMemoryAuthority();
    const { sign } = await authority.issue({ ...ADA, mail }, await requests());
    assert.ok(!new TextDecoder("latin1").decode(sign).includes(mail.slice(0, 4)));
    await authority.close();
  });
}

Deno.test("without its store the authority is down and serves nobody", async () => {
  const { authority } = await openMemoryAuthority();
  assert.equal(await authority.state(), "up");
  await authority.close();
  assert.equal(await authority.state(), "down");
  await assert.rejects(authority.issue(ADA, await requests()));
});

Deno.test("revocations that could not be published close every sign-in until they are", async () => {
  let broken = false;
  const { issuer } = await openMemoryAuthority();
  const { authority } = await openMemoryAuthority({
    signer: (data) => {
      if (broken) throw new AppError("unavailable", "The key is gone.");
      return issuer.signer(data);
    },
  });
  await authority.issue(ADA, await requests());
  await authority.crl();
  broken = true;
  await assert.rejects(authority.revokeAll(ADA.id, "keyCompromise"), { kind: "unavailable" });
  await assert.rejects(authority.crl(), { kind: "unavailable" });
  await assert.rejects(authority.revokeAll(ADA.id, "keyCompromise"), { kind: "unavailable" });
  assert.equal(await authority.state(), "down");
  broken = false;
  assert.deepEqual(await authority.revokeAll(ADA.id, "keyCompromise"), []);
  assert.equal(await authority.state(), "up");
  await authority.close();
});

Deno.test("nothing is signed for a key that was certified before", async () => {
  let signatures = 0;
  const { issuer } = await openMemoryAuthority();
  const { authority } = await openMemoryAuthority({
    signer: (data) => {
      signatures++;
      return issuer.signer(data);
    },
  });
  await authority.issue(ADA, await requests());
  assert.equal(signatures, 2);
  await assert.rejects(authority.issue(ADA, await requests()), { reason: "known-key" });
  assert.equal(signatures, 2);
  await authority.close();
});

Deno.test("one person gets only so many certificates a day, whatever the sign-in limits are", async () => {
  const { authority, clock } = await openMemoryAuthority({ enrolmentsPerDay: 2 });
  const at = (ms: number) => clock.now = new Date(TEST_TIME.getTime() + ms);
  const pair = async (...names: [TestKeyName, TestKeyName]) => {
    const [sign, encrypt] = await Promise.all(names.map(testKeys));
    return await requestsFor(sign!, encrypt!);
  };
  await authority.issue(ADA, await pair("adaSign", "adaEncrypt"));
  at(1_000);
  await authority.issue(ADA, await pair("bobSign", "bobEncrypt"));
  const third = await pair("foreignRoot", "foreignIssuing");
  await assert.rejects(authority.issue(ADA, third), {
    kind: "rate-limited",
    reason: "enrolments",
    message: /tomorrow/,
  });
  // What is refused counts for nothing; others are not concerned.
  at(DAY_MS - 1);
  await assert.rejects(authority.issue(ADA, third), { reason: "enrolments" });
  at(DAY_MS);
  await authority.issue(ADA, third);
  await authority.close();
});

for (const days of [2 / 24, 400]) {
  Deno.test(`what was revoked while the clock was ${days} days fast is no key once it is right`, async () => {
    const { authority, clock } = await openMemoryAuthority();
    const { sign } = await authority.issue(ADA, await requests());
    const isCurrent = async () => (await authority.current(ADA.id, [sign])).sign !== undefined;
    assert.equal(await isCurrent(), true);
    clock.now = new Date(TEST_TIME.getTime() + days * DAY_MS);
    await authority.revokeAll(ADA.id, "superseded");
    clock.now = TEST_TIME;
    assert.equal(await isCurrent(), false);
    await authority.close();
  });
}

Deno.test("a list is read once for all who sign in under it", async () => {
  const { authority, store } = await openMemoryAuthority();
  const { sign } = await authority.issue(ADA, await requests());
  const begin = store.beginCrl.bind(store);
  let lists = 0;
  store.beginCrl = (...times) => {
    lists++;
    return begin(...times);
  };
  for (let i = 0; i < 5; i++) await authority.current(ADA.id, [sign]);
  assert.equal(lists, 1);
  await authority.close();
});

Deno.test("the state is looked at once in two seconds, and a fault until it is over", async () => {
  const { authority, store, clock } = await openMemoryAuthority();
  let probes = 0;
  let broken = false;
  store.probe = () => {
    probes++;
    if (broken) throw new AppError("storage-full", "The disk is full.");
  };
  const after = (ms: number) => clock.now = new Date(TEST_TIME.getTime() + ms);
  const states = await Promise.all(Array.from({ length: 5 }, () => authority.state()));
  assert.deepEqual([new Set(states), probes], [new Set(["up"]), 1]);
  broken = true;
  after(1999);
  assert.deepEqual([await authority.state(), probes], ["up", 1]);
  after(2000);
  assert.deepEqual([await authority.state(), probes], ["down", 2]);
  broken = false;
  assert.deepEqual([await authority.state(), probes], ["up", 3]);
  // A clock that is set back does not keep the old answer for longer.
  broken = true;
  after(-60_000);
  assert.deepEqual([await authority.state(), probes], ["down", 4]);
  await authority.close();
});
