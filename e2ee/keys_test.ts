import assert from "node:assert/strict";
import { utf8 } from "../protocol/encoding.ts";
import { parseCertificationRequest } from "../x509/certification_request.ts";
import { makeCsr } from "./csr.ts";
import {
  exportPrivateKey,
  exportPublicKey,
  generateKeys,
  importVerifyingKey,
  importWrappingKey,
  type PersonKeys,
  signBytes,
  verifyBytes,
  withoutExtraction,
} from "./keys.ts";

const data = utf8("some bytes");
let made: Promise<PersonKeys> | undefined;
/** One set for all tests: it takes seconds. */
const extractableKeys = (): Promise<PersonKeys> => made ??= generateKeys({ extractable: true });

async function opens(keys: PersonKeys): Promise<boolean> {
  const sealed = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, keys.encrypt.publicKey, data);
  const opened = await crypto.subtle.decrypt(
    { name: "RSA-OAEP" },
    keys.encrypt.privateKey,
    sealed,
  );
  return new Uint8Array(opened).every((byte, at) => byte === data[at]);
}

Deno.test("new keys sign and open, each for its one use", async () => {
  const keys = await extractableKeys();
  const signature = await signBytes(keys.sign.privateKey, data);
  assert.equal(signature.length, 384);
  assert.equal(await verifyBytes(keys.sign.publicKey, signature, data), true);
  assert.equal(await verifyBytes(keys.sign.publicKey, signature, utf8("other bytes")), false);
  assert.ok(await opens(keys));
  assert.deepEqual(keys.sign.privateKey.usages, ["sign"]);
  assert.deepEqual(keys.encrypt.privateKey.usages, ["decrypt"]);
  assert.notDeepEqual(
    await exportPublicKey(keys.sign.publicKey),
    await exportPublicKey(keys.encrypt.publicKey),
  );
});

Deno.test("a signature with another salt length is not accepted", async () => {
  const { sign } = await extractableKeys();
  const short = await crypto.subtle.sign(
    { name: "RSA-PSS", saltLength: 20 },
    sign.privateKey,
    data,
  );
  assert.equal(await verifyBytes(sign.publicKey, new Uint8Array(short), data), false);
});

Deno.test("after enrolment the same keys work and cannot be exported", async () => {
  const before = await extractableKeys();
  const after = await withoutExtraction(before);
  for (const { privateKey } of [after.sign, after.encrypt]) {
    assert.equal(privateKey.extractable, false);
    await assert.rejects(exportPrivateKey(privateKey));
  }
  const signature = await signBytes(after.sign.privateKey, data);
  assert.equal(await verifyBytes(before.sign.publicKey, signature, data), true);
  assert.ok(await opens(after));
});

Deno.test("keys of another size are not imported", async () => {
  const { publicKey } = await crypto.subtle.generateKey(
    {
      name: "RSA-PSS",
      hash: "SHA-256",
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ["sign", "verify"],
  );
  const spki = await exportPublicKey(publicKey);
  await assert.rejects(importVerifyingKey(spki), /must be RSA-3072/);
  await assert.rejects(importWrappingKey(spki), /must be RSA-3072/);
});

Deno.test("both keys prove in a certification request that they are possessed", async () => {
  const keys = await extractableKeys();
  for (const purpose of ["sign", "encrypt"] as const) {
    const request = parseCertificationRequest(await makeCsr(keys[purpose], purpose));
    assert.deepEqual(request.spki, await exportPublicKey(keys[purpose].publicKey));
    const name = purpose === "sign" ? "RSA-PSS" : "RSASSA-PKCS1-v1_5";
    const algorithm = { name, hash: "SHA-256" };
    const key = await crypto.subtle.importKey("spki", request.spki, algorithm, false, ["verify"]);
    const how = { name, saltLength: 32 };
    assert.equal(await crypto.subtle.verify(how, key, request.signature, request.info), true);
  }
});

Deno.test("an encryption key that cannot be exported makes no request", async () => {
  const { encrypt } = await withoutExtraction(await extractableKeys());
  await assert.rejects(makeCsr(encrypt, "encrypt"));
});
