import assert from "node:assert/strict";
import { flipBit, requestsFor } from "../../tests/support/certificates.ts";
import { type TestKeys, testKeys } from "../../tests/support/test_keys.ts";
import { fromBase64Url, utf8 } from "../../protocol/encoding.ts";
import {
  makeCertificationRequest,
  parseCertificationRequest,
} from "../../x509/certification_request.ts";
import { bitString, explicit, integer, nullValue, oid, sequence } from "../../x509/der_writer.ts";
import { EMPTY_NAME } from "../../x509/names.ts";
import { Algorithm } from "../../x509/oids.ts";
import { sha256WithRsa } from "../../x509/signature.ts";
import { checkRequest, checkRequests } from "./request_check.ts";
import { x509 } from "./x509.ts";

/** A request for `spki` signed by `keys`, whoever's key that is. */
async function requestFor(
  spki: Uint8Array<ArrayBuffer>,
  keys: TestKeys,
  algorithm = sha256WithRsa(),
): Promise<Uint8Array<ArrayBuffer>> {
  const info = sequence(integer(0), EMPTY_NAME.der, spki, explicit(0));
  const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", keys.privateKey, info);
  return sequence(info, algorithm, bitString(new Uint8Array(signature)));
}

function rsaSpki(modulus: bigint, exponent: bigint): Uint8Array<ArrayBuffer> {
  const key = sequence(integer(modulus), integer(exponent));
  return sequence(sequence(oid(Algorithm.RSA_ENCRYPTION), nullValue()), bitString(key));
}

async function modulusOf(keys: TestKeys): Promise<bigint> {
  const { n } = await crypto.subtle.exportKey("jwk", keys.publicKey);
  return BigInt(`0x${fromBase64Url(n!).toHex()}`);
}

const ada = await testKeys("adaSign");

Deno.test("a request answers with its key", async () => {
  const spki = await checkRequest(await makeCertificationRequest(ada), "csrs.sign");
  assert.deepEqual(spki, ada.spki);
});

const CASES: [string, string, () => Promise<Uint8Array<ArrayBuffer>>][] = [
  [
    "for somebody else's key",
    "proof-failed",
    async () => requestFor((await testKeys("bobSign")).spki, ada),
  ],
  ["for a 2048-bit key", "weak-key", async () => makeCertificationRequest(await testKeys("weak"))],
  [
    "for a key with exponent 3",
    "weak-key",
    async () => requestFor(rsaSpki(await modulusOf(ada), 3n), ada),
  ],
  [
    "for a modulus with a small factor",
    "weak-key",
    () => requestFor(rsaSpki(751n * (2n ** 3070n + 1n), 65537n), ada),
  ],
  ["for a key of 5000 bits", "weak-key", () => requestFor(rsaSpki(2n ** 4999n + 1n, 65537n), ada)],
  [
    "signed with SHA-1 by its own word",
    "algorithm",
    () => requestFor(ada.spki, ada, sequence(oid(Algorithm.SHA1_WITH_RSA), nullValue())),
  ],
  [
    "for a key that is not RSA",
    "algorithm",
    () => requestFor(sequence(sequence(oid("1.3.101.112")), bitString(new Uint8Array(32))), ada),
  ],
  ["in PEM", "malformed", async () => {
    const base64 = (await makeCertificationRequest(ada)).toBase64();
    const label = "CERTIFICATE REQUEST";
    return utf8(`-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`);
  }],
  [
    "in base64",
    "malformed",
    async () => utf8((await makeCertificationRequest(ada)).toBase64()),
  ],
  [
    "with a byte after its end",
    "malformed",
    async () => new Uint8Array([...await makeCertificationRequest(ada), 0]),
  ],
  [
    "that is cut short",
    "malformed",
    async () => (await makeCertificationRequest(ada)).slice(0, -1),
  ],
];

for (const [what, reason, make] of CASES) {
  Deno.test(`a request ${what} is refused: ${reason}`, async () => {
    const refused = { kind: "invalid", field: "csrs.encrypt", reason };
    await assert.rejects(checkRequest(await make(), "csrs.encrypt"), refused);
  });
}

Deno.test("a request signed with RSA-PSS, and one with attributes, answer with their key", async () => {
  const algorithm = { name: "RSA-PSS", hash: "SHA-256" };
  const privateKey = await crypto.subtle.importKey("pkcs8", ada.pkcs8, algorithm, false, ["sign"]);
  const pss = await makeCertificationRequest({ publicKey: ada.publicKey, privateKey });
  const { rawData } = await x509.Pkcs10CertificateRequestGenerator.create({
    name: "CN=somebody else",
    keys: ada,
    attributes: [new x509.ChallengePasswordAttribute("password")],
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
    signingAlgorithm: { name: "RSASSA-PKCS1-v1_5" },
  });
  for (const request of [pss, new Uint8Array(rawData)]) {
    assert.deepEqual(await checkRequest(request, "csrs.sign"), ada.spki);
  }
});

Deno.test("every flipped bit of a request is refused", async () => {
  const request = await makeCertificationRequest(ada);
  const { info, signature } = parseCertificationRequest(request);
  const infoFrom = info.byteOffset - request.byteOffset;
  const infoTo = infoFrom + info.length;
  const signatureFrom = signature.byteOffset - request.byteOffset;
  for (let bit = 0; bit < request.length * 8; bit++) {
    const at = Math.floor(bit / 8);
    // No signature guards what is around the signed part: all of it, and a sample of the rest.
    const guarded = (at >= infoFrom && at < infoTo) || at >= signatureFrom;
    if (guarded && bit % 13 !== 0) continue;
    await assert.rejects(checkRequest(flipBit(request, bit), "csrs.sign"), { kind: "invalid" });
  }
});

Deno.test("one key for both uses is refused", async () => {
  const refused = { kind: "invalid", field: "csrs.encrypt", reason: "same-key" };
  await assert.rejects(checkRequests(await requestsFor(ada, ada)), refused);
});
