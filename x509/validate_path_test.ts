import assert from "node:assert/strict";
import { makeAuthority, makeForeignAuthority } from "../tests/support/authorities.ts";
import {
  ADA,
  authorityUnder,
  BOB,
  certificateFrom,
  type CertificateOverrides,
  crlFrom,
  flipBit,
  revocationOf,
  selfSignedFor,
  TEST_TIME,
  type TestIssuer,
} from "../tests/support/certificates.ts";
import { testKeys } from "../tests/support/test_keys.ts";
import type { Bytes } from "../protocol/encoding.ts";
import {
  alternativeNames,
  basicConstraints,
  extendedKeyUsage,
  extension,
  keyUsage,
} from "../tests/support/x509/extension_writer.ts";
import { HOUR_MS } from "../ca/core/profile.ts";
import { signerOf } from "../ca/files/signer.ts";
import { nullValue, oid, sequence } from "./der_writer.ts";
import { entryUri, KeyPurpose } from "./mod.ts";
import { nameOf } from "../tests/support/x509/name_of.ts";
import { Algorithm } from "./oids.ts";
import type { PathReason } from "./reasons.ts";
import { fingerprintOf, type PathInput, validatePath } from "./validate_path.ts";

const authority = await makeAuthority();
const foreign = await makeForeignAuthority();
const crl = await crlFrom(authority);

/** Validates `leaf` under the real authority, but for what `input` says otherwise. */
function validate(leaf: Bytes, input: Partial<PathInput> = {}) {
  return validatePath({
    leaf,
    intermediates: [authority.chain.issuing],
    anchor: authority.chain.root,
    crls: [crl],
    time: TEST_TIME,
    now: TEST_TIME,
    purpose: "sign",
    subject: ADA.id,
    ...input,
  });
}

async function assertRefused(
  reason: PathReason,
  leaf: Bytes,
  input: Partial<PathInput> = {},
): Promise<void> {
  const verdict = await validate(leaf, input);
  assert.equal(verdict.ok ? "accepted" : verdict.reason, reason);
}

const later = (ms: number): Date => new Date(TEST_TIME.getTime() + ms);

Deno.test("a certificate of the authority is accepted, with what it certifies", async () => {
  const leaf = await certificateFrom(authority);
  const verdict = await validate(leaf);
  assert.ok(verdict.ok);
  const { certificate } = verdict;
  assert.equal(certificate.userId, ADA.id);
  assert.equal(certificate.uid, "ada");
  assert.equal(certificate.fullName, "Ada Lovelace");
  assert.equal(certificate.fingerprint, await fingerprintOf(leaf));
  assert.deepEqual(certificate.publicKey, (await testKeys("adaSign")).spki);
  assert.deepEqual(certificate.notAfter, later(30 * 24 * HOUR_MS));
});

Deno.test("an encryption certificate is accepted for encryption", async () => {
  const leaf = await certificateFrom(authority, { use: "encrypt" });
  assert.ok((await validate(leaf, { purpose: "encrypt" })).ok);
});

Deno.test("without an expected subject any person of the authority is accepted", async () => {
  const leaf = await certificateFrom(authority, { person: BOB });
  const verdict = await validatePath({
    leaf,
    intermediates: [authority.chain.issuing],
    anchor: authority.chain.root,
    crls: [crl],
    time: TEST_TIME,
    now: TEST_TIME,
    purpose: "sign",
  });
  assert.equal(verdict.ok && verdict.certificate.uid, "bob");
});

Deno.test("a self-signed certificate is refused, also with the authority's names", async () => {
  const keys = await testKeys("adaSign");
  const leaf = await selfSignedFor(keys, { uid: "ada", userId: ADA.id });
  await assertRefused("issuer-unknown", leaf);
});

Deno.test("a certificate of another authority with the same names is refused", async () => {
  const leaf = await certificateFrom(foreign);
  await assertRefused("issuer-unknown", leaf);
  // Also when its own issuing certificate is sent along: that one leads to another root.
  const intermediates = [authority.chain.issuing, foreign.chain.issuing];
  await assertRefused("issuer-unknown", leaf, { intermediates });
});

Deno.test("copying the authority's key identifier does not make its signature", async () => {
  const leaf = await certificateFrom({ ...authority, signer: foreign.signer });
  await assertRefused("signature", leaf);
});

Deno.test("a certificate of another person is refused", async () => {
  await assertRefused("wrong-person", await certificateFrom(authority, { person: BOB }));
});

Deno.test("validity begins and ends with the seconds it names", async () => {
  const leaf = await certificateFrom(authority, {
    notBefore: TEST_TIME,
    notAfter: later(HOUR_MS),
  });
  assert.ok((await validate(leaf, { time: TEST_TIME })).ok);
  assert.ok((await validate(leaf, { time: later(HOUR_MS + 999) })).ok);
  await assertRefused("not-yet-valid", leaf, { time: later(-1) });
  await assertRefused("expired", leaf, { time: later(HOUR_MS + 1000) });
});

Deno.test("a revocation counts from its date on, and not for what was before", async () => {
  const leaf = await certificateFrom(authority);
  const crls = [await crlFrom(authority, { revoked: [revocationOf(leaf, TEST_TIME)] })];
  await assertRefused("revoked", leaf, { crls });
  await assertRefused("revoked", leaf, { crls, time: later(1) });
  assert.ok((await validate(leaf, { crls, time: later(-1) })).ok);
});

Deno.test("who is listed is revoked now, however far ahead the entry is dated", async () => {
  const leaf = await certificateFrom(authority);
  for (const ahead of [1000, HOUR_MS, 400 * 24 * HOUR_MS]) {
    const crls = [await crlFrom(authority, { revoked: [revocationOf(leaf, later(ahead))] })];
    await assertRefused("revoked", leaf, { crls });
    // Items that a clock puts a little ahead are no way around it.
    await assertRefused("revoked", leaf, { crls, time: later(500) });
  }
});

Deno.test("an entry that is dated ahead of now counts from its list's thisUpdate on", async () => {
  const leaf = await certificateFrom(authority);
  const revoked = [revocationOf(leaf, later(HOUR_MS))];
  const crls = [await crlFrom(authority, { revoked, thisUpdate: later(-60_000) })];
  await assertRefused("revoked", leaf, { crls, time: later(-60_000) });
  assert.ok((await validate(leaf, { crls, time: later(-60_001) })).ok);
});

Deno.test("an entry between its list's thisUpdate, which is dated back, and now keeps its date", async () => {
  const leaf = await certificateFrom(authority);
  const revoked = [revocationOf(leaf, later(-60_000))];
  const crls = [await crlFrom(authority, { revoked, thisUpdate: later(-300_000) })];
  await assertRefused("revoked", leaf, { crls });
  await assertRefused("revoked", leaf, { crls, time: later(-60_000) });
  assert.ok((await validate(leaf, { crls, time: later(-60_001) })).ok);
});

Deno.test("an authority that its own issuer revoked ahead of time vouches for nobody now", async () => {
  const revoked = [revocationOf(authority.chain.issuing, later(HOUR_MS))];
  const crls = [crl, await crlFrom(authority.root, { revoked })];
  await assertRefused("revoked", await certificateFrom(authority), { crls });
});

Deno.test("the newest genuine revocation list counts, in whatever order they come", async () => {
  const leaf = await certificateFrom(authority);
  const newer = await crlFrom(authority, {
    number: 300n,
    revoked: [revocationOf(leaf, TEST_TIME)],
  });
  const forged = await crlFrom({ ...authority, signer: foreign.signer }, { number: 999n });
  await assertRefused("revoked", leaf, { crls: [crl, newer, forged] });
  await assertRefused("revoked", leaf, { crls: [forged, newer, crl] });
});

Deno.test("a revocation list is stale by the wall clock, not by the message's time", async () => {
  const leaf = await certificateFrom(authority);
  const crls = [await crlFrom(authority, { nextUpdate: TEST_TIME })];
  assert.ok((await validate(leaf, { crls })).ok);
  await assertRefused("crl-stale", leaf, { crls, now: later(1000) });
});

Deno.test("a revocation list from the future is refused", async () => {
  const crls = [await crlFrom(authority, { thisUpdate: later(1000) })];
  await assertRefused("crl-not-yet-valid", await certificateFrom(authority), { crls });
});

Deno.test("without a revocation list of the issuer nothing is accepted", async () => {
  const leaf = await certificateFrom(authority);
  await assertRefused("crl-missing", leaf, { crls: [] });
  await assertRefused("crl-missing", leaf, { crls: [await crlFrom(authority.root)] });
});

Deno.test("a revocation list with the issuer's name and another key is refused", async () => {
  const crls = [await crlFrom(foreign)];
  await assertRefused("crl-signature", await certificateFrom(authority), { crls });
});

Deno.test("a broken revocation list is refused", async () => {
  const leaf = await certificateFrom(authority);
  await assertRefused("crl-malformed", leaf, { crls: [crl.slice(0, -1)] });
});

Deno.test("a revocation list with an unknown critical extension is refused", async () => {
  const extensions = [extension("2.5.29.28", sequence(), true)];
  const crls = [await crlFrom(authority, { extensions })];
  await assertRefused("unknown-critical-extension", await certificateFrom(authority), { crls });
});

Deno.test("a certificate is good for its own use only", async () => {
  const sign = await certificateFrom(authority);
  const encrypt = await certificateFrom(authority, { use: "encrypt" });
  await assertRefused("key-usage", sign, { purpose: "encrypt" });
  await assertRefused("key-usage", encrypt);
});

const LEAF_FAULTS: [string, PathReason, CertificateOverrides][] = [
  ["that is flagged as an authority", "ca-flagged-leaf", {
    extensions: { basicConstraints: basicConstraints(true) },
  }],
  ["without a key usage", "key-usage", { extensions: { keyUsage: null } }],
  ["with two key usages", "key-usage", {
    extensions: { keyUsage: keyUsage(["digitalSignature", "keyEncipherment"]) },
  }],
  ["whose key usage is not critical", "key-usage", {
    // BIT STRING, 7 unused bits, bit 0
    extensions: { keyUsage: extension("2.5.29.15", new Uint8Array([3, 2, 7, 0x80])) },
  }],
  ["without an extended key usage", "extended-key-usage", {
    extensions: { extendedKeyUsage: null },
  }],
  ["for the other private purpose", "extended-key-usage", {
    extensions: { extendedKeyUsage: extendedKeyUsage([KeyPurpose.ENCRYPT]) },
  }],
  ["for another purpose besides", "extended-key-usage", {
    extensions: { extendedKeyUsage: extendedKeyUsage([KeyPurpose.SIGN, "1.3.6.1.5.5.7.3.2"]) },
  }],
  ["with an unknown critical extension", "unknown-critical-extension", {
    extraExtensions: [extension("2.25.1", sequence(), true)],
  }],
  ["with critical name constraints", "unknown-critical-extension", {
    extraExtensions: [extension("2.5.29.30", sequence(), true)],
  }],
  ["without an alternative name", "no-identity", { extensions: { alternativeNames: null } }],
  ["that names two entries", "no-identity", {
    extensions: {
      alternativeNames: alternativeNames({ uris: [entryUri(ADA.id), entryUri(BOB.id)] }),
    },
  }],
  ["whose entry id is not a UUID", "no-identity", {
    extensions: { alternativeNames: alternativeNames({ uris: ["urn:uuid:ada"] }) },
  }],
  ["whose URI is no entry", "no-identity", {
    extensions: { alternativeNames: alternativeNames({ uris: ["https://example.org/ada"] }) },
  }],
  ["without a uid", "no-identity", {
    subjectName: nameOf([{ type: "2.5.4.10", value: "Example" }]),
  }],
  ["of another issuer's name", "name-chaining", {
    issuerName: nameOf([{ type: "2.5.4.3", value: "Somebody else" }]),
  }],
  ["that claims SHA-1", "algorithm", {
    algorithm: sequence(oid(Algorithm.SHA1_WITH_RSA), nullValue()),
  }],
  ["with an extension twice", "malformed", { extraExtensions: [basicConstraints(false)] }],
  ["with a negative serial", "malformed", { serial: new Uint8Array([0x80, 1]) }],
  ["with a serial of 21 octets", "malformed", { serial: new Uint8Array(21).fill(1) }],
];

for (const [what, reason, overrides] of LEAF_FAULTS) {
  Deno.test(`a certificate ${what} is refused: ${reason}`, async () => {
    await assertRefused(reason, await certificateFrom(authority, overrides));
  });
}

Deno.test("a non-critical unknown extension does no harm", async () => {
  const extraExtensions = [extension("2.25.1", sequence())];
  assert.ok((await validate(await certificateFrom(authority, { extraExtensions }))).ok);
});

Deno.test("a 2048-bit key is refused, as a person's and as an authority's", async () => {
  const weak = await testKeys("weak");
  await assertRefused("weak-key", await certificateFrom(authority, { publicKey: weak.spki }));
  const issuing = await authorityUnder(authority.root, weak);
  const input = { intermediates: [issuing.certificate], crls: [await crlFrom(issuing)] };
  await assertRefused("weak-key", await certificateFrom(issuing), input);
});

Deno.test("a person cannot certify another", async () => {
  const bobKeys = await testKeys("bobSign");
  const bob: TestIssuer = {
    organisation: "Example",
    certificate: await certificateFrom(authority, { person: BOB, publicKey: bobKeys.spki }),
    signer: await signerOf(bobKeys.pkcs8),
  };
  const leaf = await certificateFrom(bob);
  const intermediates = [authority.chain.issuing, bob.certificate];
  const crls = [crl, await crlFrom(bob)];
  await assertRefused("not-a-ca", leaf, { intermediates, crls });
  // At sign-in only our own intermediates are there.
  await assertRefused("issuer-unknown", leaf);
});

Deno.test("the issuing authority's path length of 0 allows no authority below it", async () => {
  const below = await authorityUnder(authority, await testKeys("spare"));
  const intermediates = [authority.chain.issuing, below.certificate];
  const crls = [crl, await crlFrom(below)];
  await assertRefused("path-length", await certificateFrom(below), { intermediates, crls });
});

Deno.test("the root's path length of 1 counts every authority on the way", async () => {
  const wide = await authorityUnder(authority.root, await testKeys("issuing"), { name: "Wide" });
  const below = await authorityUnder(wide, await testKeys("spare"));
  const intermediates = [wide.certificate, below.certificate];
  const crls = [await crlFrom(wide), await crlFrom(below)];
  await assertRefused("path-length", await certificateFrom(below), { intermediates, crls });
  const direct = await certificateFrom(wide);
  assert.ok((await validate(direct, { intermediates, crls })).ok);
});

Deno.test("an authority without keyCertSign cannot issue", async () => {
  const mute = await authorityUnder(authority.root, await testKeys("spare"), {
    extensions: { keyUsage: keyUsage(["cRLSign"]) },
  });
  const input = { intermediates: [mute.certificate], crls: [await crlFrom(mute)] };
  await assertRefused("key-usage", await certificateFrom(mute), input);
});

Deno.test("an authority without cRLSign cannot sign a revocation list", async () => {
  const mute = await authorityUnder(authority.root, await testKeys("spare"), {
    extensions: { keyUsage: keyUsage(["keyCertSign"]) },
  });
  const input = { intermediates: [mute.certificate], crls: [await crlFrom(mute)] };
  await assertRefused("crl-signature", await certificateFrom(mute), input);
});

Deno.test("an authority that the root revoked vouches for nobody", async () => {
  const revoked = [revocationOf(authority.chain.issuing, TEST_TIME)];
  const crls = [crl, await crlFrom(authority.root, { revoked })];
  await assertRefused("revoked", await certificateFrom(authority), { crls });
});

Deno.test("an expired authority vouches for nobody", async () => {
  const past = await authorityUnder(authority.root, await testKeys("spare"), {
    notAfter: later(-1000),
  });
  const input = { intermediates: [past.certificate], crls: [await crlFrom(past)] };
  await assertRefused("expired", await certificateFrom(past), input);
});

Deno.test("the authority's own certificates are nobody's", async () => {
  await assertRefused("ca-flagged-leaf", authority.chain.root);
  await assertRefused("ca-flagged-leaf", authority.chain.issuing);
});

Deno.test("bytes that are no certificate are refused", async () => {
  const leaf = await certificateFrom(authority);
  await assertRefused("malformed", new Uint8Array());
  await assertRefused("malformed", new Uint8Array(9000).fill(0x30));
  await assertRefused("malformed", leaf.slice(0, -1));
  await assertRefused("malformed", new Uint8Array([...leaf, 0]));
});

Deno.test("every flipped bit of a certificate is refused", async () => {
  const leaf = await certificateFrom(authority);
  // Seven is prime to eight, so that every place in a byte gets its turn.
  for (let bit = 0; bit < leaf.length * 8; bit += 7) {
    const verdict = await validate(flipBit(leaf, bit));
    assert.equal(verdict.ok, false, `bit ${bit} was flipped and accepted`);
  }
});

Deno.test("every flipped bit of a revocation list is refused", async () => {
  const leaf = await certificateFrom(authority);
  const revoked = [revocationOf(await certificateFrom(authority), TEST_TIME)];
  const list = await crlFrom(authority, { revoked });
  for (let bit = 0; bit < list.length * 8; bit += 7) {
    const verdict = await validate(leaf, { crls: [flipBit(list, bit)] });
    assert.equal(verdict.ok, false, `bit ${bit} was flipped and accepted`);
  }
});

Deno.test("a tangle of authorities that certify each other comes to an end", async () => {
  const keys = [await testKeys("spare"), await testKeys("bobSign"), await testKeys("bobEncrypt")];
  const ring: TestIssuer[] = [];
  for (const [index, pair] of keys.entries()) {
    ring.push(await authorityUnder(ring.at(-1) ?? foreign, pair, { name: `Ring ${index}` }));
  }
  const closing = await authorityUnder(ring.at(-1)!, keys[0]!, { name: "Ring 0" });
  const intermediates = [...ring, closing].map(({ certificate }) => certificate);
  await assertRefused("issuer-unknown", await certificateFrom(ring[2]!), { intermediates });
});
