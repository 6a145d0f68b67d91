import assert from "node:assert/strict";
import { makeAuthority } from "../../tests/support/authorities.ts";
import { ADA, BOB, TEST_TIME } from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  extension,
  keyUsage,
  subjectKeyIdentifier,
} from "../../tests/support/x509/extension_writer.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { sequence } from "../../x509/der_writer.ts";
import { KeyPurpose } from "../../x509/oids.ts";
import { lint, type LintContext, mustLint } from "./lint.ts";
import { personContent, personName } from "./person_certificate.ts";
import { DAY_MS } from "./profile.ts";
import { newSerial } from "./serial.ts";
import { type CertificateContent, signCertificate } from "./signing.ts";
import { x509 } from "./x509.ts";

const authority = await makeAuthority();
const { spki } = await testKeys("adaSign");
const context: LintContext = {
  terms: {
    issuing: parseCertificate(authority.certificate),
    organisation: "Example",
    crlUri: "http://localhost:8000/ca/crl.der",
    certificateDays: 90,
  },
  subject: ADA,
  use: "sign",
  spki,
};

function goodContent(): Promise<CertificateContent> {
  const serial = newSerial((length) => crypto.getRandomValues(new Uint8Array(length)));
  return personContent({ ...context, serial, now: TEST_TIME });
}

/** The good content with one of its extensions replaced. */
async function withExtension(index: number, replacement: Bytes): Promise<CertificateContent> {
  const content = await goodContent();
  return {
    ...content,
    extensions: content.extensions.with(index, new x509.Extension(replacement)),
  };
}

/** The bytes that would be signed. */
async function tbsOf(content: CertificateContent): Promise<Bytes> {
  const key = { spki: context.terms.issuing.spki, signer: authority.signer };
  return parseCertificate(await signCertificate(content, key, () => undefined)).tbs;
}

async function brokenRules(content: CertificateContent): Promise<string[]> {
  return (await lint(await tbsOf(content), context)).map((rule) => rule.split(" (")[0]!);
}

Deno.test("what the authority writes breaks no rule", async () => {
  assert.deepEqual(await brokenRules(await goodContent()), []);
});

const id = new Uint8Array(20);
const FAULTS: [string, () => Promise<CertificateContent>][] = [
  ["serial has our length", async () => ({
    ...await goodContent(),
    serialNumber: "01",
  })],
  ["issuer is the issuing certificate's subject", async () => ({
    ...await goodContent(),
    issuer: new x509.Name(parseCertificate(authority.chain.root).subject.der),
  })],
  ["validity lies within the issuing certificate's", async () => ({
    ...await goodContent(),
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2020-01-02T00:00:00Z"),
  })],
  ["life is as configured", async () => ({
    ...await goodContent(),
    notAfter: new Date(TEST_TIME.getTime() + 91 * DAY_MS),
  })],
  ["subject is organisation, uid and full name of the entry", async () => ({
    ...await goodContent(),
    subject: personName("Example", BOB),
  })],
  ["extensions are the profile's", async () => {
    const content = await goodContent();
    const foreign = new x509.Extension(extension("2.25.1", sequence()));
    return { ...content, extensions: [...content.extensions, foreign] };
  }],
  ["basicConstraints is critical and not CA", () => withExtension(0, basicConstraints(true))],
  ["keyUsage is critical and of one use", () => withExtension(1, keyUsage(["keyEncipherment"]))],
  [
    "extKeyUsage is the private purpose of the use",
    () => withExtension(2, extendedKeyUsage([KeyPurpose.SIGN, KeyPurpose.ENCRYPT])),
  ],
  [
    "subjectAltName is the entry's id, and its mail at most",
    () => withExtension(3, alternativeNames({ uris: [`urn:uuid:${ADA.id}`], mails: [BOB.mail] })),
  ],
  [
    "subjectAltName is the entry's id, and its mail at most",
    () => withExtension(3, alternativeNames({ uris: [`urn:uuid:${BOB.id}`], mails: [ADA.mail] })),
  ],
  ["subjectKeyIdentifier is the key's", () => withExtension(4, subjectKeyIdentifier(id))],
  [
    "authorityKeyIdentifier is the issuing key's",
    () => withExtension(5, authorityKeyIdentifier(id)),
  ],
  [
    "CRL distribution point is ours",
    () => withExtension(6, crlDistributionPoint("http://example.org/crl")),
  ],
];

for (const [rule, content] of FAULTS) {
  Deno.test(`the lint finds that a rule is broken: ${rule}`, async () => {
    assert.deepEqual(await brokenRules(await content()), [rule]);
  });
}

Deno.test("the lint finds another key than the request's", async () => {
  const other = (await testKeys("spare")).spki;
  const rules = await brokenRules({ ...await goodContent(), publicKey: other });
  assert.ok(rules.includes("key is the request's, and not the authority's own"));
});

Deno.test("a broken rule stops the issuing as a fault of the program", async () => {
  const short = { ...await goodContent(), serialNumber: "01" };
  await assert.rejects(mustLint(await tbsOf(short), context), { kind: "internal" });
  const weak = { ...await goodContent(), publicKey: (await testKeys("weak")).spki };
  await assert.rejects(mustLint(await tbsOf(weak), context), { kind: "internal" });
  await assert.rejects(mustLint(new Uint8Array(), context), { kind: "internal" });
});
