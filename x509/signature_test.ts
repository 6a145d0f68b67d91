import assert from "node:assert/strict";
import { signPss, testKeys } from "../tests/support/test_keys.ts";
import { utf8 } from "../protocol/encoding.ts";
import { signerOf } from "../ca/files/signer.ts";
import { explicit, integer, nullValue, oid, sequence } from "./der_writer.ts";
import { Algorithm } from "./oids.ts";
import { PathRefusal } from "./reasons.ts";
import { parseScheme, pssSha256, sha256WithRsa, verifySignature } from "./signature.ts";

const data = utf8("what was signed");

Deno.test("a PKCS#1 and a PSS signature are told from each other and verified", async () => {
  const keys = await testKeys("spare");
  const pkcs1 = await (await signerOf(keys.pkcs8))(data);
  const pss = await signPss(keys, data);
  const verify = (identifier: typeof data, signature: typeof data) =>
    verifySignature({ identifier, spki: keys.spki, data, signature });
  assert.equal(await verify(sha256WithRsa(), pkcs1), true);
  assert.equal(await verify(pssSha256(), pss), true);
  assert.equal(await verify(sha256WithRsa(), pss), false);
  assert.equal(await verify(pssSha256(), pkcs1), false);
});

Deno.test("a signature by another key is not accepted", async () => {
  const signature = await (await signerOf((await testKeys("spare")).pkcs8))(data);
  const { spki } = await testKeys("bobSign");
  const verified = await verifySignature({ identifier: sha256WithRsa(), spki, data, signature });
  assert.equal(verified, false);
});

Deno.test("PSS parameters may leave the hash's NULL out", () => {
  const sha256 = sequence(oid(Algorithm.SHA256));
  const mgf = sequence(oid(Algorithm.MGF1), sha256);
  const parameters = sequence(explicit(0, sha256), explicit(1, mgf), explicit(2, integer(32)));
  const scheme = parseScheme(sequence(oid(Algorithm.RSA_PSS), parameters));
  assert.deepEqual(scheme, { name: "RSA-PSS", hash: "SHA-256" });
});

Deno.test("SHA-1, another salt and another mask are refused", () => {
  const sha256 = sequence(oid(Algorithm.SHA256), nullValue());
  const pss = (mask: string, salt: number) =>
    sequence(
      oid(Algorithm.RSA_PSS),
      sequence(
        explicit(0, sha256),
        explicit(1, sequence(oid(mask), sha256)),
        explicit(2, integer(salt)),
      ),
    );
  const refused = { name: "PathRefusal", reason: "algorithm" };
  assert.doesNotThrow(() => parseScheme(pss(Algorithm.MGF1, 32)));
  assert.throws(() => parseScheme(pss(Algorithm.MGF1, 20)), refused);
  assert.throws(() => parseScheme(pss(Algorithm.SHA256, 32)), refused);
  const sha1 = sequence(oid(Algorithm.SHA1_WITH_RSA), nullValue());
  assert.throws(() => parseScheme(sha1), (error) => error instanceof PathRefusal);
});
