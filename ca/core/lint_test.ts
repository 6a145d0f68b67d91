import assert from "node:assert/strict";
import { ADA, BOB, makeAuthority, TEST_TIME, testKeys } from "../../tests/support/certificates.ts";
import { parseCertificate } from "../path/certificate.ts";
import { sequence } from "../path/der_writer.ts";
import { KeyPurpose } from "../path/oids.ts";
import { type CertificateTemplate, writeTbsCertificate } from "./certificate_writer.ts";
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  extension,
  keyUsage,
  subjectKeyIdentifier,
} from "./extension_writer.ts";
import { lint, type LintContext, mustLint } from "./lint.ts";
import { personName, personTemplate } from "./person_certificate.ts";
import { DAY_MS } from "./profile.ts";
import { newSerial } from "./serial.ts";

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

function goodTemplate(): Promise<CertificateTemplate> {
  const serial = newSerial((length) => crypto.getRandomValues(new Uint8Array(length)));
  return personTemplate({ ...context, serial, now: TEST_TIME });
}

/** The good template with one of its extensions replaced, or left out. */
async function withExtension(
  index: number,
  replacement: Uint8Array<ArrayBuffer> | null,
): Promise<CertificateTemplate> {
  const template = await goodTemplate();
  const extensions = [...template.extensions];
  extensions.splice(index, 1, ...(replacement === null ? [] : [replacement]));
  return { ...template, extensions };
}

async function brokenRules(template: CertificateTemplate): Promise<string[]> {
  return (await lint(writeTbsCertificate(template), context)).map((rule) => rule.split(" (")[0]!);
}

Deno.test("what the authority writes breaks no rule", async () => {
  assert.deepEqual(await brokenRules(await goodTemplate()), []);
});

const id = new Uint8Array(20);
const FAULTS: [string, () => Promise<CertificateTemplate>][] = [
  ["serial has our length", async () => ({
    ...await goodTemplate(),
    serial: new Uint8Array([1]),
  })],
  ["issuer is the issuing certificate's subject", async () => ({
    ...await goodTemplate(),
    issuer: parseCertificate(authority.chain.root).subject,
  })],
  ["validity lies within the issuing certificate's", async () => ({
    ...await goodTemplate(),
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2020-01-02T00:00:00Z"),
  })],
  ["life is as configured", async () => ({
    ...await goodTemplate(),
    notAfter: new Date(TEST_TIME.getTime() + 91 * DAY_MS),
  })],
  ["subject is organisation, uid and full name of the entry", async () => ({
    ...await goodTemplate(),
    subject: personName("Example", BOB),
  })],
  ["extensions are the profile's", async () => {
    const template = await goodTemplate();
    return { ...template, extensions: [...template.extensions, extension("2.25.1", sequence())] };
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

for (const [rule, template] of FAULTS) {
  Deno.test(`the lint finds that a rule is broken: ${rule}`, async () => {
    assert.deepEqual(await brokenRules(await template()), [rule]);
  });
}

Deno.test("the lint finds another key than the request's", async () => {
  const other = (await testKeys("spare")).spki;
  const rules = await brokenRules({ ...await goodTemplate(), spki: other });
  assert.ok(rules.includes("key is the request's, and not the authority's own"));
});

Deno.test("a broken rule stops the issuing as a fault of the program", async () => {
  const template = { ...await goodTemplate(), serial: new Uint8Array([1]) };
  await assert.rejects(mustLint(writeTbsCertificate(template), context), { kind: "internal" });
  const weak = { ...await goodTemplate(), spki: (await testKeys("weak")).spki };
  await assert.rejects(mustLint(writeTbsCertificate(weak), context), { kind: "internal" });
  await assert.rejects(mustLint(new Uint8Array(), context), { kind: "internal" });
});
