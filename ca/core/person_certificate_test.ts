import assert from "node:assert/strict";
import { makeAuthority } from "../../tests/support/authorities.ts";
import { ADA, TEST_TIME } from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import { writeTbsCertificate } from "../../tests/support/x509/certificate_writer.ts";
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from "../../tests/support/x509/extension_writer.ts";
import { nameOf } from "../../tests/support/x509/name_of.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { Attribute, KeyPurpose } from "../../x509/oids.ts";
import { keyIdentifierOf } from "../../x509/public_key.ts";
import { personContent } from "./person_certificate.ts";
import { BACKDATE_MS, DAY_MS } from "./profile.ts";
import { signCertificate } from "./signing.ts";

const { certificate, signer } = await makeAuthority();
const issuing = parseCertificate(certificate);
const crlUri = "http://localhost:8000/ca/crl.der";
const serial = Uint8Array.fromHex(`4${"0".repeat(31)}`);

/** Each as a name of the library's text form would not come through unchanged. */
const NAMES = [
  "Ada Lovelace",
  'Ada "the Countess" Lovelace',
  "Ada, OU=Root + CN=bob",
  "#0c03626f62",
  " Ada\\20 ",
  "Zoë Ångström 李 \u{1f5dd}",
];

for (const use of ["sign", "encrypt"] as const) {
  for (const fullName of NAMES) {
    Deno.test(`an independent writer makes the same bytes for ${use}, ${fullName}`, async () => {
      const { spki } = await testKeys(use === "sign" ? "adaSign" : "adaEncrypt");
      const subject = { ...ADA, fullName };
      // Beyond 2049 the second date is of the other type.
      const certificateDays = use === "sign" ? 90 : 3000;
      const terms = { issuing, organisation: "Müller & Söhne", crlUri, certificateDays };
      const content = await personContent({ terms, subject, use, spki, serial, now: TEST_TIME });
      const der = await signCertificate(content, { spki: issuing.spki, signer }, () => undefined);
      const expected = writeTbsCertificate({
        serial,
        issuer: issuing.subject,
        subject: nameOf([
          { type: Attribute.ORGANIZATION, value: "Müller & Söhne" },
          { type: Attribute.COMMON_NAME, value: "ada" },
          { type: Attribute.NAME, value: fullName },
        ]),
        notBefore: new Date(TEST_TIME.getTime() - BACKDATE_MS),
        notAfter: new Date(TEST_TIME.getTime() + certificateDays * DAY_MS),
        spki,
        extensions: [
          basicConstraints(false),
          keyUsage([use === "sign" ? "digitalSignature" : "keyEncipherment"]),
          extendedKeyUsage([use === "sign" ? KeyPurpose.SIGN : KeyPurpose.ENCRYPT]),
          alternativeNames({ uris: [`urn:uuid:${ADA.id}`], mails: [ADA.mail] }),
          subjectKeyIdentifier(await keyIdentifierOf(spki)),
          authorityKeyIdentifier(await keyIdentifierOf(issuing.spki)),
          crlDistributionPoint(crlUri),
        ],
      });
      assert.equal(parseCertificate(der).tbs.toHex(), expected.toHex());
    });
  }
}
