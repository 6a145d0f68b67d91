import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import assert from "node:assert/strict";
import { testKeys } from "../tests/support/test_keys.ts";
import { makeCertificationRequest, parseCertificationRequest } from "./certification_request.ts";
import { DerError } from "./der_tags.ts";
import { verifySignature } from "./signature.ts";

x509.cryptoProvider.set(crypto);

async function pssKeys() {
  const { pkcs8, publicKey } = await testKeys("adaSign");
  const pss = { name: "RSA-PSS", hash: "SHA-256" };
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, pss, false, ["sign"]);
  return { publicKey, privateKey };
}

Deno.test("an independent library accepts our requests, PKCS#1 and PSS", async () => {
  for (const keys of [await testKeys("adaSign"), await pssKeys()]) {
    const request = new x509.Pkcs10CertificateRequest(await makeCertificationRequest(keys));
    assert.equal(await request.verify(), true);
    assert.equal(request.subject, "");
  }
});

Deno.test("requests of an independent library are read, PKCS#1 and PSS", async () => {
  const { pkcs8, publicKey, privateKey, spki } = await testKeys("adaSign");
  const pss = { name: "RSA-PSS", hash: "SHA-256" };
  const pssPair = {
    privateKey: await crypto.subtle.importKey("pkcs8", pkcs8, pss, false, ["sign"]),
    publicKey: await crypto.subtle.importKey("spki", spki, pss, true, ["verify"]),
  };
  const cases = [
    { keys: { publicKey, privateKey }, signingAlgorithm: { name: "RSASSA-PKCS1-v1_5" } },
    { keys: pssPair, signingAlgorithm: { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 } },
  ];
  for (const { keys, signingAlgorithm } of cases) {
    const made = await x509.Pkcs10CertificateRequestGenerator.create({
      name: "CN=somebody else",
      keys,
      signingAlgorithm,
    });
    const request = parseCertificationRequest(new Uint8Array(made.rawData));
    assert.deepEqual(request.spki, spki);
    const genuine = await verifySignature({
      identifier: request.algorithm,
      spki: request.spki,
      data: request.info,
      signature: request.signature,
    });
    assert.equal(genuine, true);
  }
});

Deno.test("a key that cannot sign makes no request", async () => {
  const { pkcs8, publicKey } = await testKeys("adaEncrypt");
  const oaep = { name: "RSA-OAEP", hash: "SHA-256" };
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, oaep, false, ["decrypt"]);
  await assert.rejects(makeCertificationRequest({ publicKey, privateKey }), TypeError);
});

Deno.test("an oversized or cut request is refused", async () => {
  const request = await makeCertificationRequest(await testKeys("adaSign"));
  assert.throws(() => parseCertificationRequest(request.slice(0, -1)), DerError);
  assert.throws(() => parseCertificationRequest(new Uint8Array(5000)), DerError);
});
