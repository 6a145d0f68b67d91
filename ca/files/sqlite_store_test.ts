import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { ADA, BOB, TEST_TIME } from "../../tests/support/certificates.ts";
import type { Fingerprint } from "../../protocol/ids.ts";
import { SqliteAuthorityStore } from "./sqlite_store.ts";
import type { IssuedCertificate } from "../core/store.ts";

const later = (ms: number) => new Date(TEST_TIME.getTime() + ms);

function certificate(serial: string, overrides: Partial<IssuedCertificate> = {}) {
  return {
    serial,
    subject: ADA.id,
    use: "sign" as const,
    keyHash: `key ${serial}`,
    fingerprint: `fingerprint ${serial}` as Fingerprint,
    der: new Uint8Array([1, 2, 3]),
    notAfter: later(1000),
    ...overrides,
  };
}

function withStore(run: (store: SqliteAuthorityStore) => void): () => void {
  return () => {
    const store = new SqliteAuthorityStore(":memory:");
    try {
      run(store);
    } finally {
      store.close();
    }
  };
}

Deno.test(
  "a serial is reserved once, and a certificate needs its reservation",
  withStore((store) => {
    store.reserveSerials(["41", "42"], ADA.id, TEST_TIME);
    assert.throws(() => store.reserveSerials(["43", "42"], BOB.id, TEST_TIME), {
      kind: "conflict",
    });
    // The failed call reserved nothing.
    store.reserveSerials(["43"], BOB.id, TEST_TIME);
    assert.throws(() => store.addCertificates([certificate("99")]), { kind: "conflict" });
  }),
);

Deno.test(
  "certificates are stored all or none, and a key once",
  withStore((store) => {
    store.reserveSerials(["41", "42", "43"], ADA.id, TEST_TIME);
    store.addCertificates([certificate("41", { keyHash: "key" })]);
    assert.equal(store.isKeyCertified("key"), true);
    const again = [certificate("42"), certificate("43", { keyHash: "key" })];
    assert.throws(() => store.addCertificates(again), { kind: "conflict" });
    assert.equal(store.certificate("42"), undefined);
    assert.deepEqual(store.certificate("41"), new Uint8Array([1, 2, 3]));
  }),
);

Deno.test(
  "revoking takes a person's live certificates, once, and spares what is kept",
  withStore((store) => {
    const serials = ["41", "42", "43", "44"];
    store.reserveSerials(serials, ADA.id, TEST_TIME);
    const kept = certificate("42");
    store.addCertificates([
      certificate("41"),
      kept,
      certificate("43", { notAfter: later(-1) }),
      certificate("44", { subject: BOB.id }),
    ]);
    const revoke = () => store.revoke(ADA.id, "superseded", TEST_TIME, [kept.fingerprint]);
    store.crlPublished(TEST_TIME);
    assert.deepEqual(revoke(), ["fingerprint 41"]);
    assert.deepEqual(revoke(), []);
    assert.deepEqual(store.beginCrl(TEST_TIME, later(9e9)).revoked, [
      { serial: "41", date: TEST_TIME, reason: "superseded" },
    ]);
  }),
);

Deno.test(
  "an expired certificate leaves the list once a list beyond its life has held it",
  withStore((store) => {
    store.reserveSerials(["41", "42"], ADA.id, TEST_TIME);
    store.addCertificates([
      certificate("41", { notAfter: later(1_000) }),
      certificate("42", { notAfter: later(9_000) }),
    ]);
    store.revoke(ADA.id, "superseded", TEST_TIME, []);
    const listedAt = (ms: number) =>
      store.beginCrl(later(ms), later(9e9)).revoked.map(({ serial }) => serial);
    store.crlPublished(later(0));
    assert.deepEqual(listedAt(2_000), ["41", "42"], "the first list beyond its life");
    // It was begun, and nobody got it.
    assert.deepEqual(listedAt(3_000), ["41", "42"]);
    store.crlPublished(later(3_000));
    assert.deepEqual(listedAt(4_000), ["42"]);
  }),
);

Deno.test(
  "a clock that was fast for a while takes nothing off the list for good",
  withStore((store) => {
    store.reserveSerials(["41"], ADA.id, TEST_TIME);
    store.addCertificates([certificate("41", { notAfter: later(5_000) })]);
    store.revoke(ADA.id, "superseded", TEST_TIME, []);
    store.crlPublished(later(1_000_000));
    assert.deepEqual(store.beginCrl(later(1_000_001), later(9e9)).revoked, []);
    assert.equal(store.beginCrl(later(2_000), later(9e9)).revoked.length, 1);
  }),
);

Deno.test(
  "what was revoked by a clock that was fast is revoked by the right one, too",
  withStore((store) => {
    store.reserveSerials(["41", "42"], ADA.id, TEST_TIME);
    const [near, far] = [later(5_000), later(9_000_000)].map((notAfter) => ({ notAfter }));
    store.addCertificates([certificate("41", far), certificate("42", near)]);
    // By that clock one has expired.
    assert.equal(store.revoke(ADA.id, "superseded", later(7_200_000), []).length, 1);
    const listed = store.beginCrl(TEST_TIME, later(1_000)).revoked;
    assert.deepEqual(listed.map(({ serial, date }) => [serial, date]), [
      ["41", later(1_000)],
      ["42", later(1_000)],
    ]);
  }),
);

Deno.test(
  "a person's serials are counted between two moments",
  withStore((store) => {
    store.reserveSerials(["41", "42"], ADA.id, TEST_TIME);
    store.reserveSerials(["43"], ADA.id, later(1_000));
    store.reserveSerials(["44"], BOB.id, later(1_000));
    assert.equal(store.reservedBetween(ADA.id, later(-1), later(1_000)), 3);
    assert.equal(store.reservedBetween(ADA.id, TEST_TIME, later(1_000)), 1);
    assert.equal(store.reservedBetween(ADA.id, later(-1), later(999)), 2);
  }),
);

Deno.test("numbers, serials and revocations survive a restart, and numbers rise", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "authority.sqlite");
  const first = new SqliteAuthorityStore(path);
  first.reserveSerials(["41"], ADA.id, TEST_TIME);
  first.addCertificates([certificate("41")]);
  first.revoke(ADA.id, "keyCompromise", TEST_TIME, []);
  const { number } = first.beginCrl(TEST_TIME, later(9e9));
  first.close();

  const second = new SqliteAuthorityStore(path);
  assert.throws(() => second.reserveSerials(["41"], ADA.id, TEST_TIME), { kind: "conflict" });
  const crl = second.beginCrl(TEST_TIME, later(9e9));
  assert.ok(crl.number > number);
  assert.equal(crl.revoked.length, 1);
  second.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a full disk is told apart, and leaves nothing half done", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "authority.sqlite");
  // A database that may not grow any more is what a full disk looks like from inside.
  const store = new SqliteAuthorityStore(path, { maxPages: 20 });
  store.reserveSerials(["41", "42"], ADA.id, TEST_TIME);
  const der = new Uint8Array(1_000_000);
  assert.throws(() => store.addCertificates([certificate("41"), certificate("42", { der })]), {
    kind: "storage-full",
  });
  assert.equal(store.certificate("41"), undefined);
  store.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a database that others hold or that cannot be opened is unavailable", async () => {
  assert.throws(() => new SqliteAuthorityStore("/nowhere/authority.sqlite"), {
    kind: "unavailable",
  });
  const folder = await Deno.makeTempDir();
  const path = join(folder, "authority.sqlite");
  const store = new SqliteAuthorityStore(path, { busyTimeoutMs: 0 });
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  assert.throws(() => store.probe(), { kind: "unavailable" });
  other.exec("ROLLBACK");
  store.probe();
  other.close();
  store.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a file that is no database and a newer database are refused", async () => {
  const folder = await Deno.makeTempDir();
  const broken = join(folder, "broken.sqlite");
  await Deno.writeTextFile(broken, "this is not a database, however long it may be".repeat(50));
  assert.throws(() => new SqliteAuthorityStore(broken), { kind: "internal" });
  const newer = join(folder, "newer.sqlite");
  const database = new DatabaseSync(newer);
  database.exec("PRAGMA user_version = 99");
  database.close();
  assert.throws(() => new SqliteAuthorityStore(newer), { kind: "internal", message: /newer/ });
  await Deno.remove(folder, { recursive: true });
});
