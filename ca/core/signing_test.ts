import assert from "node:assert/strict";
import { makeAuthority } from "../../tests/support/authorities.ts";
import { TEST_TIME } from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { DAY_MS } from "./profile.ts";
import { type CertificateContent, signCertificate, signCrl } from "./signing.ts";
import { x509 } from "./x509.ts";

const { certificate, signer } = await makeAuthority();
const issuing = parseCertificate(certificate);
const issuer = new x509.Name(issuing.subject.der);
const later = new Date(TEST_TIME.getTime() + DAY_MS);
const content: CertificateContent = {
  serialNumber: "41".repeat(16),
  issuer,
  subject: issuer,
  notBefore: TEST_TIME,
  notAfter: later,
  publicKey: (await testKeys("adaSign")).spki,
  extensions: [new x509.BasicConstraintsExtension(false, undefined, true)],
};
/** What is signed of a CRL is any bytes to `signCrl`; their sense is the inspection's to see. */
const crl: Bytes = new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x01]);
const spki = issuing.spki;
const pass = () => undefined;

Deno.test("the bytes that were inspected are the bytes that are signed", async () => {
  const seen: string[] = [];
  const key = {
    spki,
    signer: (data: Bytes) => {
      seen.push(data.toHex());
      return signer(data);
    },
  };
  const der = await signCertificate(content, key, (tbs) => seen.push(tbs.toHex()));
  assert.deepEqual(seen, new Array(2).fill(parseCertificate(der).tbs.toHex()));
});

Deno.test("nothing that the inspection refuses reaches the key", async () => {
  let signatures = 0;
  const key = {
    spki,
    signer: (data: Bytes) => {
      signatures++;
      return signer(data);
    },
  };
  const refuse = () => Promise.reject(new RangeError("broken"));
  await assert.rejects(signCertificate(content, key, refuse), RangeError);
  await assert.rejects(signCrl(crl, key, refuse), RangeError);
  assert.equal(signatures, 0);
});

const FAULTS: [string, (data: Bytes) => Promise<Bytes>][] = [
  ["no signature", () => Promise.resolve(new Uint8Array(384))],
  ["a signature over something else", (data) => signer(data.slice(1))],
  ["a signature with one wrong bit", async (data) => {
    const signature = await signer(data);
    signature[100]! ^= 1;
    return signature;
  }],
  ["changed bytes", async (data) => {
    const signature = await signer(data.slice());
    data[data.length - 1]! ^= 1;
    return signature;
  }],
];

for (const [what, faulty] of FAULTS) {
  Deno.test(`a key that answers with ${what} gives nothing out`, async () => {
    const key = { spki, signer: faulty };
    await assert.rejects(signCertificate(content, key, pass), { kind: "internal" });
    await assert.rejects(signCrl(crl, key, pass), { kind: "internal" });
  });
}

Deno.test("a fault of the key reaches the caller as it is", async () => {
  const key = { spki, signer: () => Promise.reject(new RangeError("gone")) };
  await assert.rejects(signCertificate(content, key, pass), RangeError);
});
