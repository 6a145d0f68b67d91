import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import { utf8 } from "../protocol/encoding.ts";
import {
  ADA,
  BOB,
  certificateFrom,
  makeForeignAuthority,
  requestsFor,
  selfSignedFor,
  signPss,
  type TestAuthority,
  testKeys,
} from "../tests/support/certificates.ts";
import { parseCertificate } from "./path/certificate.ts";
import { fingerprintOf, validatePath } from "./path/mod.ts";
import { parseRevocationList } from "./path/revocation_list.ts";
import type { Authority } from "./port.ts";

/** An authority under test, with the means to sign beside its rules. */
export interface AuthorityUnderTest {
  authority: Authority;
  issuer: TestAuthority;
  now: Date;
}

const challenge = utf8("tw1/login\nhttp://localhost:8000\nlogin\nnonce\nada");

const keysOfAda = async () => ({
  sign: await testKeys("adaSign"),
  encrypt: await testKeys("adaEncrypt"),
});
const keysOfBob = async () => ({
  sign: await testKeys("bobSign"),
  encrypt: await testKeys("bobEncrypt"),
});

/**
 * The promises of `port.ts` as tests, for every way to reach an authority. `open` answers a fresh
 * one each time.
 */
export function authorityConformance(name: string, open: () => Promise<AuthorityUnderTest>): void {
  const test = (fact: string, run: (under: AuthorityUnderTest) => Promise<void>): void => {
    Deno.test(`${name}: ${fact}`, async () => {
      const under = await open();
      try {
        await run(under);
      } finally {
        await under.authority.close();
      }
    });
  };
  const issueAda = async ({ authority }: AuthorityUnderTest) => {
    const { sign, encrypt } = await keysOfAda();
    return await authority.issue(ADA, await requestsFor(sign, encrypt));
  };
  const issueBob = async ({ authority }: AuthorityUnderTest) => {
    const { sign, encrypt } = await keysOfBob();
    return await authority.issue(BOB, await requestsFor(sign, encrypt));
  };
  const verifyAda = async ({ authority }: AuthorityUnderTest, certificate: typeof challenge) =>
    authority.verifySignIn({
      subject: ADA.id,
      certificate,
      challenge,
      signature: await signPss(await testKeys("adaSign"), challenge),
    });
  const reasonFor = async (under: AuthorityUnderTest, certificate: typeof challenge) => {
    const verdict = await verifyAda(under, certificate);
    return verdict.ok ? "accepted" : verdict.reason;
  };
  const isInvalid = (field: string, reason: string) => (error: unknown) => {
    assert.ok(error instanceof AppError);
    assert.deepEqual([error.kind, error.field, error.reason], ["invalid", field, reason]);
    return true;
  };

  test("issued certificates stand the path check, each for its use", async (under) => {
    const issued = await issueAda(under);
    const { root, issuing } = await under.authority.chain();
    for (const purpose of ["sign", "encrypt"] as const) {
      const verdict = await validatePath({
        leaf: issued[purpose],
        intermediates: [issuing],
        anchor: root,
        crls: [await under.authority.crl()],
        time: under.now,
        now: under.now,
        purpose,
        subject: ADA.id,
      });
      assert.ok(verdict.ok);
      assert.deepEqual(verdict.certificate.publicKey, (await keysOfAda())[purpose].spki);
      assert.equal(verdict.certificate.fullName, ADA.fullName);
    }
  });

  test("a person with certificate and key signs in", async (under) => {
    const { sign } = await issueAda(under);
    assert.deepEqual(await verifyAda(under, sign), {
      ok: true,
      fingerprint: await fingerprintOf(sign),
      notAfter: parseCertificate(sign).notAfter,
    });
  });

  test("a self-signed certificate does not sign in", async (under) => {
    const { organisation } = under.issuer;
    const options = { uid: "ada", userId: ADA.id, organisation, now: under.now };
    const selfSigned = await selfSignedFor(await testKeys("adaSign"), options);
    assert.equal(await reasonFor(under, selfSigned), "issuer-unknown");
  });

  test("a certificate of another authority with the same names does not sign in", async (under) => {
    const { organisation } = under.issuer;
    const foreign = await makeForeignAuthority({ organisation, now: under.now });
    const certificate = await certificateFrom(foreign, { now: under.now });
    assert.equal(await reasonFor(under, certificate), "issuer-unknown");
    const copied = await certificateFrom({ ...under.issuer, signer: foreign.signer }, {
      now: under.now,
    });
    assert.equal(await reasonFor(under, copied), "issuer-unknown");
  });

  test("another person's certificate does not sign in", async (under) => {
    assert.equal(await reasonFor(under, (await issueBob(under)).sign), "wrong-person");
  });

  test("an expired and a not yet valid certificate do not sign in", async (under) => {
    const at = (ms: number) => new Date(under.now.getTime() + ms);
    const past = { notBefore: at(-2 * 86_400_000), notAfter: at(-86_400_000) };
    const future = { notBefore: at(86_400_000), notAfter: at(2 * 86_400_000) };
    assert.equal(await reasonFor(under, await certificateFrom(under.issuer, past)), "expired");
    assert.equal(
      await reasonFor(under, await certificateFrom(under.issuer, future)),
      "not-yet-valid",
    );
  });

  test("the encryption certificate and the authority's own do not sign in", async (under) => {
    const { encrypt } = await issueAda(under);
    const { root, issuing } = await under.authority.chain();
    for (const certificate of [encrypt, root, issuing]) {
      assert.equal(await reasonFor(under, certificate), "wrong-usage");
    }
  });

  test("bytes that are no certificate do not sign in", async (under) => {
    assert.equal(await reasonFor(under, utf8("certificate")), "malformed");
  });

  test("a certificate without its key does not sign in", async (under) => {
    const { sign } = await issueAda(under);
    const proof = { subject: ADA.id, certificate: sign, challenge };
    const other = await signPss(await testKeys("spare"), challenge);
    const stale = await signPss(await testKeys("adaSign"), utf8("another challenge"));
    for (const signature of [other, stale, new Uint8Array(), new Uint8Array(384)]) {
      const verdict = await under.authority.verifySignIn({ ...proof, signature });
      assert.equal(verdict.ok ? "accepted" : verdict.reason, "proof-failed");
    }
  });

  test("a key is certified once, for one use, and never again", async (under) => {
    const { sign, encrypt } = await keysOfAda();
    const bob = await keysOfBob();
    await assert.rejects(
      under.authority.issue(ADA, await requestsFor(sign, sign)),
      isInvalid("csrs.encrypt", "same-key"),
    );
    await under.authority.issue(ADA, await requestsFor(sign, encrypt));
    await assert.rejects(
      under.authority.issue(BOB, await requestsFor(encrypt, bob.encrypt)),
      isInvalid("csrs.sign", "known-key"),
    );
    await assert.rejects(
      under.authority.issue(BOB, await requestsFor(bob.sign, sign)),
      isInvalid("csrs.encrypt", "known-key"),
    );
    await under.authority.issue(BOB, await requestsFor(bob.sign, bob.encrypt));
  });

  test("one key asked for twice at once is certified once", async (under) => {
    const { sign, encrypt } = await keysOfAda();
    const csrs = await requestsFor(sign, encrypt);
    const outcomes = await Promise.allSettled([
      under.authority.issue(ADA, csrs),
      under.authority.issue(ADA, csrs),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  });

  test("revoking closes the sign-in and shows in the list, and can be repeated", async (under) => {
    const { sign, encrypt } = await issueAda(under);
    const bob = await issueBob(under);
    const before = parseRevocationList(await under.authority.crl());
    const revoked = await under.authority.revokeAll(ADA.id, "superseded");
    const expected = [await fingerprintOf(sign), await fingerprintOf(encrypt)];
    assert.deepEqual(revoked.toSorted(), expected.toSorted());
    assert.equal(await reasonFor(under, sign), "revoked");

    const after = parseRevocationList(await under.authority.crl());
    assert.ok(after.number > before.number);
    assert.equal(after.revoked.get(parseCertificate(sign).serial)?.reason, "superseded");
    assert.equal(after.revoked.has(parseCertificate(bob.sign).serial), false);
    assert.deepEqual(await under.authority.revokeAll(ADA.id, "superseded"), []);
  });

  test("what is to be kept is not revoked", async (under) => {
    const { sign, encrypt } = await issueAda(under);
    const kept = await fingerprintOf(sign);
    const revoked = await under.authority.revokeAll(ADA.id, "keyCompromise", [kept]);
    assert.deepEqual(revoked, [await fingerprintOf(encrypt)]);
    assert.equal(await reasonFor(under, sign), "accepted");
  });

  test("it is up", async ({ authority }) => {
    assert.equal(await authority.state(), "up");
  });
}
