import assert from "node:assert/strict";
import { makeAuthority } from "../../tests/support/authorities.ts";
import { ADA, TEST_TIME } from "../../tests/support/certificates.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { parseRevocationList } from "../../x509/revocation_list.ts";
import { SqliteAuthorityStore } from "../files/sqlite_store.ts";
import { CrlKeeper } from "./crl_keeper.ts";
import { HOUR_MS } from "./profile.ts";

async function setUp() {
  const issuer = await makeAuthority();
  const clock = { now: TEST_TIME };
  const signing = { broken: false, count: 0, wait: () => Promise.resolve() };
  const store = new SqliteAuthorityStore(":memory:");
  const keeper = new CrlKeeper({
    issuer: parseCertificate(issuer.certificate),
    store,
    signer: async (data) => {
      signing.count++;
      if (signing.broken) throw new Error("broken");
      await signing.wait();
      return await issuer.signer(data);
    },
    clock: () => clock.now,
    crlHours: 24,
  });
  const advance = (hours: number) => clock.now = new Date(TEST_TIME.getTime() + hours * HOUR_MS);
  return { keeper, store, signing, advance };
}

Deno.test("a list is kept for half of its life and then made anew, with a higher number", async () => {
  const { keeper, signing, advance } = await setUp();
  const first = await keeper.current();
  advance(11.9);
  assert.equal(await keeper.current(), first);
  advance(12);
  const second = parseRevocationList(await keeper.current());
  assert.equal(signing.count, 2);
  assert.ok(second.number > parseRevocationList(first).number);
  assert.deepEqual(second.nextUpdate, new Date(TEST_TIME.getTime() + 36 * HOUR_MS));
});

Deno.test("after a clock that was two hours fast is set back, the list is one that holds now", async () => {
  const { keeper, signing, advance } = await setUp();
  await keeper.current();
  advance(2);
  await keeper.publishRevocations();
  const fast = parseRevocationList(await keeper.current());
  advance(0);
  const right = parseRevocationList(await keeper.current());
  assert.ok(fast.thisUpdate > TEST_TIME && right.thisUpdate < TEST_TIME);
  assert.ok(right.number > fast.number);
  const { count } = signing;
  await keeper.current();
  assert.equal(signing.count, count, "signed anew once, not for each who asks");
});

Deno.test("a list that is of the future is not given out where none can be signed", async () => {
  const { keeper, signing, advance } = await setUp();
  advance(2);
  await keeper.current();
  signing.broken = true;
  advance(0);
  await assert.rejects(keeper.current());
});

Deno.test("many who ask at once share one new list", async () => {
  const { keeper, signing } = await setUp();
  await Promise.all(Array.from({ length: 20 }, () => keeper.current()));
  assert.equal(signing.count, 1);
});

Deno.test("while signing fails the last list serves until its end, and no longer", async () => {
  const { keeper, signing, advance } = await setUp();
  const last = await keeper.current();
  signing.broken = true;
  advance(23.9);
  assert.equal(await keeper.current(), last);
  advance(24);
  await assert.rejects(keeper.current());
});

Deno.test("after a revocation the old list is never given out again", async () => {
  const { keeper, signing } = await setUp();
  await keeper.current();
  signing.broken = true;
  await assert.rejects(keeper.publishRevocations());
  await assert.rejects(keeper.current());
  signing.broken = false;
  assert.equal(parseRevocationList(await keeper.current()).number, 4n);
});

Deno.test("revocations at once end in a list that holds them all", async () => {
  const { keeper, store } = await setUp();
  const serials = ["41", "42", "43"];
  store.reserveSerials(serials, ADA.id, TEST_TIME);
  await Promise.all(serials.map(async (serial) => {
    store.addCertificates([{
      serial,
      subject: ADA.id,
      use: "sign",
      keyHash: serial,
      fingerprint: serial as never,
      der: new Uint8Array(),
      notAfter: TEST_TIME,
    }]);
    store.revoke(ADA.id, "superseded", TEST_TIME, []);
    await keeper.publishRevocations();
    const { revoked } = parseRevocationList(await keeper.current());
    assert.ok(revoked.has(serial));
  }));
  assert.equal(parseRevocationList(await keeper.current()).revoked.size, 3);
});

Deno.test("a list that was slow to sign does not replace a newer one", async () => {
  const { keeper, signing } = await setUp();
  const slow = Promise.withResolvers<void>();
  signing.wait = () => slow.promise;
  const older = keeper.publishRevocations();
  // The older list has its number once its signature has been asked for.
  while (signing.count === 0) await new Promise((resolve) => setTimeout(resolve));
  signing.wait = () => Promise.resolve();
  await keeper.publishRevocations();
  slow.resolve();
  await older;
  assert.equal(parseRevocationList(await keeper.current()).number, 2n);
});
