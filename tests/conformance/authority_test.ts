/** Every promise of `ca/port.ts`, kept in this thread, behind its checks and in the worker. */

import assert from "node:assert/strict";
import { startAuthorityWorker } from "../../ca/worker/client.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { fingerprintOf, validatePath } from "../../x509/mod.ts";
import { parseRevocationList } from "../../x509/revocation_list.ts";
import type { Authority } from "../../ca/port.ts";
import { checkedAuthority } from "../../ca/worker/checked_authority.ts";
import { utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  makeForeignAuthority,
  openMemoryAuthority,
  seedAuthority,
  type TestAuthority,
} from "../support/authorities.ts";
import {
  ADA,
  BOB,
  certificateFrom,
  requestsFor,
  selfSignedFor,
  TEST_TIME,
} from "../support/certificates.ts";
import { signPss, testKeys } from "../support/test_keys.ts";

/** An authority under test, with the means to sign beside its rules. */
interface Subject {
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

/** Registers the whole suite for one way to reach an authority. `open` answers a fresh one. */
function authorityConformance(adapter: string, open: () => Promise<Subject>): void {
  const fact = (name: string, run: (under: Subject) => Promise<void>): void =>
    Deno.test(`${adapter} authority: ${name}`, async () => {
      const under = await open();
      try {
        await run(under);
      } finally {
        await under.authority.close();
      }
    });
  const issueAda = async ({ authority }: Subject) => {
    const { sign, encrypt } = await keysOfAda();
    return await authority.issue(ADA, await requestsFor(sign, encrypt));
  };
  const issueBob = async ({ authority }: Subject) => {
    const { sign, encrypt } = await keysOfBob();
    return await authority.issue(BOB, await requestsFor(sign, encrypt));
  };
  const verifyAda = async ({ authority }: Subject, certificate: typeof challenge) =>
    authority.verifySignIn({
      subject: ADA.id,
      certificate,
      challenge,
      signature: await signPss(await testKeys("adaSign"), challenge),
    });
  const reasonFor = async (under: Subject, certificate: typeof challenge) => {
    const verdict = await verifyAda(under, certificate);
    return verdict.ok ? "accepted" : verdict.reason;
  };
  const isInvalid = (field: string, reason: string) => (error: unknown) => {
    assert.ok(error instanceof AppError);
    assert.deepEqual([error.kind, error.field, error.reason], ["invalid", field, reason]);
    return true;
  };

  fact("issued certificates stand the path check, each for its use", async (under) => {
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

  fact("what was issued for two requests is found again, and for no others", async (under) => {
    const { authority } = under;
    const { sign, encrypt } = await keysOfAda();
    const requests = await requestsFor(sign, encrypt);
    assert.equal(await authority.issued(ADA.id, requests), undefined);
    // Asked for while it is under way, it comes first.
    const [issued, found] = await Promise.all([
      authority.issue(ADA, requests),
      authority.issued(ADA.id, requests),
    ]);
    assert.deepEqual(found, issued);
    assert.equal(await authority.issued(BOB.id, requests), undefined);
    const swapped = { sign: requests.encrypt, encrypt: requests.sign };
    assert.equal(await authority.issued(ADA.id, swapped), undefined);
    await authority.revokeAll(ADA.id, "superseded");
    assert.equal(await authority.issued(ADA.id, requests), undefined);
  });

  fact(
    "of a person's certificates those that hold now are told apart by their use",
    async (under) => {
      const { authority } = under;
      const issued = await issueAda(under);
      const bob = await issueBob(under);
      const junk = new Uint8Array([1, 2, 3]);
      const all = [junk, bob.sign, issued.encrypt, issued.sign];
      const { sign, encrypt } = await authority.current(ADA.id, all);
      assert.deepEqual([sign?.der, encrypt?.der], [issued.sign, issued.encrypt]);
      await authority.revokeAll(ADA.id, "superseded", [await fingerprintOf(issued.sign)]);
      const after = await authority.current(ADA.id, all);
      assert.deepEqual([after.sign?.der, after.encrypt], [issued.sign, undefined]);
    },
  );

  fact("a person with certificate and key signs in", async (under) => {
    const { sign } = await issueAda(under);
    assert.deepEqual(await verifyAda(under, sign), {
      ok: true,
      fingerprint: await fingerprintOf(sign),
      notAfter: parseCertificate(sign).notAfter,
    });
  });

  fact("a self-signed certificate does not sign in", async (under) => {
    const { organisation } = under.issuer;
    const options = { uid: "ada", userId: ADA.id, organisation, now: under.now };
    const selfSigned = await selfSignedFor(await testKeys("adaSign"), options);
    assert.equal(await reasonFor(under, selfSigned), "issuer-unknown");
  });

  fact("a certificate of another authority with the same names does not sign in", async (under) => {
    const { organisation } = under.issuer;
    const foreign = await makeForeignAuthority({ organisation, now: under.now });
    const certificate = await certificateFrom(foreign, { now: under.now });
    assert.equal(await reasonFor(under, certificate), "issuer-unknown");
    const copied = await certificateFrom({ ...under.issuer, signer: foreign.signer }, {
      now: under.now,
    });
    assert.equal(await reasonFor(under, copied), "issuer-unknown");
  });

  fact("another person's certificate does not sign in", async (under) => {
    assert.equal(await reasonFor(under, (await issueBob(under)).sign), "wrong-person");
  });

  fact("an expired and a not yet valid certificate do not sign in", async (under) => {
    const at = (ms: number) => new Date(under.now.getTime() + ms);
    const past = { notBefore: at(-2 * 86_400_000), notAfter: at(-86_400_000) };
    const future = { notBefore: at(86_400_000), notAfter: at(2 * 86_400_000) };
    assert.equal(await reasonFor(under, await certificateFrom(under.issuer, past)), "expired");
    assert.equal(
      await reasonFor(under, await certificateFrom(under.issuer, future)),
      "not-yet-valid",
    );
  });

  fact("the encryption certificate and the authority's own do not sign in", async (under) => {
    const { encrypt } = await issueAda(under);
    const { root, issuing } = await under.authority.chain();
    for (const certificate of [encrypt, root, issuing]) {
      assert.equal(await reasonFor(under, certificate), "wrong-usage");
    }
  });

  fact("bytes that are no certificate do not sign in", async (under) => {
    assert.equal(await reasonFor(under, utf8("certificate")), "malformed");
  });

  fact("a certificate without its key does not sign in", async (under) => {
    const { sign } = await issueAda(under);
    const proof = { subject: ADA.id, certificate: sign, challenge };
    const other = await signPss(await testKeys("spare"), challenge);
    const stale = await signPss(await testKeys("adaSign"), utf8("another challenge"));
    for (const signature of [other, stale, new Uint8Array(), new Uint8Array(384)]) {
      const verdict = await under.authority.verifySignIn({ ...proof, signature });
      assert.equal(verdict.ok ? "accepted" : verdict.reason, "proof-failed");
    }
  });

  fact("a key is certified once, for one use, and never again", async (under) => {
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

  fact("one key asked for twice at once is certified once", async (under) => {
    const { sign, encrypt } = await keysOfAda();
    const csrs = await requestsFor(sign, encrypt);
    const outcomes = await Promise.allSettled([
      under.authority.issue(ADA, csrs),
      under.authority.issue(ADA, csrs),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  });

  fact("revoking closes the sign-in and shows in the list, and can be repeated", async (under) => {
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

  fact("what is to be kept is not revoked", async (under) => {
    const { sign, encrypt } = await issueAda(under);
    const stored = await fingerprintOf(sign);
    const revoked = await under.authority.revokeAll(ADA.id, "keyCompromise", [stored]);
    assert.deepEqual(revoked, [await fingerprintOf(encrypt)]);
    assert.equal(await reasonFor(under, sign), "accepted");
  });

  fact("it says that it is up", async ({ authority }) => {
    assert.equal(await authority.state(), "up");
  });
}

authorityConformance("in-thread", async () => {
  const { authority, issuer } = await openMemoryAuthority();
  return { authority, issuer, now: TEST_TIME };
});

authorityConformance("checked", async () => {
  const { authority, issuer } = await openMemoryAuthority();
  const checked = { ...checkedAuthority(authority), close: () => authority.close() };
  return { authority: checked, issuer, now: TEST_TIME };
});

authorityConformance("worker", async () => {
  const dataDir = await Deno.makeTempDir();
  const issuer = await seedAuthority(dataDir);
  const authority = await startAuthorityWorker({
    dataDir,
    organisation: "Example",
    publicOrigin: "http://localhost:8000",
    certificateDays: 90,
    crlHours: 24,
  });
  const close = async () => {
    await authority.close();
    await Deno.remove(dataDir, { recursive: true });
  };
  return { authority: { ...authority, close }, issuer, now: new Date() };
});
