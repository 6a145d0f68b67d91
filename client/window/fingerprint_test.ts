import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { certificateFingerprint } from "./fingerprint.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nYW\nJj\n-----END CERTIFICATE-----\n";

Deno.test("the fingerprint is the SHA-256 of the certificate's bytes, in pairs", async () => {
  // FIPS 180-2, appendix B.1: the digest of "abc".
  assert.equal(
    await certificateFingerprint(PEM),
    "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD",
  );
});

Deno.test("a text without a certificate has no fingerprint", async () => {
  await assert.rejects(certificateFingerprint("<html>"), AppError);
});
